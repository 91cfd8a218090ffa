package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What an expression sees.
 *
 * @param machine the machine whose rules or condition it belongs to; none in a message's derived field, or among the
 *     parameters
 * @param subject how that machine is reached
 * @param own the cells of the message whose derived field is computed
 * @param peers the scopes of a property's peers, in order
 * @param step what a property of steps sees besides its peer
 * @param point the trace point of the statement, for faults; asked only when one is needed
 */
record Scope(
        KnownProtocol protocol,
        Optional<KnownMachine> machine,
        Subject subject,
        Locals locals,
        Optional<List<Storage.Scalar>> own,
        List<Scope> peers,
        Optional<StepScope> step,
        IntSupplier point) {

    /**
     * @param before the property's scope, on the machine as it was
     * @param sent the scope of a condition on a message that the step sends: itself, where this is one already
     */
    record StepScope(Scope before, boolean sent) {}

    /** Inside a machine. */
    static Scope inside(KnownMachine machine, Locals locals, IntSupplier point) {
        return new Scope(
                machine.protocol(),
                Optional.of(machine),
                Subject.SELF,
                locals,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                point);
    }

    /** Outside of it. */
    static Scope outside(KnownMachine machine, Subject subject, IntSupplier point) {
        return new Scope(
                machine.protocol(),
                Optional.of(machine),
                subject,
                new Locals(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                point);
    }

    /** Of a property: bare expressions read the first peer. */
    static Scope property(List<Scope> peers) {
        Scope first = peers.getFirst();
        return new Scope(
                first.protocol,
                first.machine,
                first.subject,
                new Locals(),
                Optional.empty(),
                peers,
                Optional.empty(),
                first.point);
    }

    /** Of a claim about messages in flight: the first is read as one that arrives, the second as one that is sent. */
    static Scope flights(List<Scope> peers) {
        Scope now = property(peers);
        return now.with(new StepScope(now, true));
    }

    /** Of a property of steps. @param sent is the condition on a message that the step sends? */
    static Scope step(KnownMachine machine, boolean sent, IntSupplier point) {
        Scope now = property(List.of(outside(machine, new Subject.Peer(0), point)));
        Scope then = property(List.of(outside(machine, Subject.BEFORE, point)));
        return now.with(new StepScope(then.with(new StepScope(then, sent)), sent));
    }

    /** Of a derived field. */
    static Scope message(KnownProtocol protocol, List<Storage.Scalar> own, IntSupplier point) {
        return new Scope(
                protocol,
                Optional.empty(),
                Subject.SELF,
                new Locals(),
                Optional.of(own),
                List.of(),
                Optional.empty(),
                point);
    }

    /** Of a condition of parameters, where these are kept. */
    static Scope parameters(KnownProtocol protocol) {
        return new Scope(
                protocol,
                Optional.empty(),
                Subject.SELF,
                new Locals(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Generic.NO_POINT);
    }

    boolean ofParameters() {
        return machine.isEmpty() && own.isEmpty();
    }

    /** On that peer, in the same step if there is one. */
    Scope ofPeer(int peer) {
        Scope scope = peers.get(peer);
        return step.map(scope::with).orElse(scope);
    }

    private Scope with(StepScope of) {
        return new Scope(protocol, machine, subject, locals, own, peers, Optional.of(of), point);
    }

    StepScope theStep() {
        return step.orElseThrow(() -> new IllegalStateException("no step is in sight here"));
    }

    KnownMachine of() {
        return machine.orElseThrow(() -> new IllegalStateException("no machine is in sight here"));
    }

    boolean inside() {
        return subject.equals(Subject.SELF);
    }
}
