package dev.sequent.codegen;

import dev.sequent.language.model.Expr;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What an expression sees.
 *
 * @param machine the machine whose rules or condition it belongs to; none in a message's derived field
 * @param self how members of the machine are reached: empty inside it, else for instance {@code a.}
 * @param own the message whose derived field is computed
 * @param peers the scopes of a property's peers, in order
 * @param step what a property of steps sees besides its peer
 * @param point the trace point of the statement, for faults; asked only when one is needed
 */
record Scope(
        ProtocolNames protocol,
        Optional<MachineNames> machine,
        String self,
        Locals locals,
        Optional<MessageNames> own,
        List<Scope> peers,
        Optional<StepScope> step,
        IntSupplier point) {

    /**
     * @param before the property's scope, on the machine as it was
     * @param outgoing the variable that holds the message of which a condition speaks, where there is one
     * @param helpers makes a method of a condition on what is sent, and says how it is called
     */
    record StepScope(Scope before, Optional<String> outgoing, Helpers helpers) {}

    interface Helpers {
        Code sends(Expr.Sends sends);
    }

    /** Inside a machine's class. */
    static Scope inside(MachineNames machine, Locals locals, IntSupplier point) {
        return new Scope(machine.protocol(), Optional.of(machine), "", locals, Optional.empty(), List.of(), Optional.empty(), point);
    }

    /** Outside, by a variable that holds the machine. */
    static Scope outside(MachineNames machine, String variable, IntSupplier point) {
        return new Scope(
                machine.protocol(),
                Optional.of(machine),
                variable + ".",
                Locals.none(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                point);
    }

    /** Of a property: bare expressions read the first peer. */
    static Scope property(List<Scope> peers) {
        Scope first = peers.getFirst();
        return new Scope(
                first.protocol, first.machine, first.self, Locals.none(), Optional.empty(), peers, Optional.empty(),
                first.point);
    }

    /** Of a derived field. */
    static Scope message(ProtocolNames protocol, MessageNames own, IntSupplier point) {
        return new Scope(protocol, Optional.empty(), "", Locals.none(), Optional.of(own), List.of(), Optional.empty(), point);
    }

    Scope withStep(StepScope of) {
        return new Scope(protocol, machine, self, locals, own, peers, Optional.of(of), point);
    }

    StepScope theStep() {
        return step.orElseThrow(() -> new IllegalStateException("no step is in sight here"));
    }

    MachineNames of() {
        return machine.orElseThrow(() -> new IllegalStateException("no machine is in sight here"));
    }
}
