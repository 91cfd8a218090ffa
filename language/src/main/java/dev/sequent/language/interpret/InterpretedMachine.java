package dev.sequent.language.interpret;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MachineType.State;
import dev.sequent.language.model.MachineType.Timer;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MachineType.Variable;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import dev.sequent.runtime.RangeSet;
import dev.sequent.runtime.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One instance of a machine of the model. Reports no trace points: only the generator numbers them. */
final class InterpretedMachine implements Machine {
    private final dev.sequent.language.model.MachineType model;
    private final Parameters parameters;
    private final Effects effects;
    /** Told of each variable that is read by a rule or a condition. */
    private final IntConsumer reads;

    private final Memory store;
    private final Map<Integer, InterpretedMessage> outgoing = new HashMap<>();
    private Optional<Message> arriving = Optional.empty();
    private long now;
    private boolean broken;

    InterpretedMachine(
            Protocol protocol,
            dev.sequent.language.model.MachineType model,
            Parameters parameters,
            Effects effects,
            IntConsumer reads) {
        this.model = model;
        this.parameters = parameters;
        this.effects = effects;
        this.reads = reads;
        this.store = new Memory(model);
        protocol.messages().forEach(m -> outgoing.put(m.kind(), new InterpretedMessage(m)));
    }

    @Override
    public int state() {
        return store.state().index();
    }

    @Override
    public int call(int call, long now, long a, long b, long c, long d) {
        var declared = Stream.concat(model.calls().stream(), model.events().stream())
                .filter(t -> t.index() == call)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(model.name() + " has no call " + call));
        var given = new long[] {a, b, c, d};
        var frame = new Activation();
        for (int i = 0; i < declared.parameters().size(); i++) {
            frame.declare(declared.parameters().get(i)).set(given[i]);
        }
        return handle(now, frame, t -> t instanceof Trigger.Call other && other.index() == call);
    }

    @Override
    public int receive(long now, Message message) {
        arriving = Optional.of(message);
        var result = handle(
                now,
                new Activation(),
                t -> t instanceof Trigger.Arrival arrival && arrival.message().kind() == message.kind());
        arriving = Optional.empty();
        return result;
    }

    @Override
    public int timeout(int timer, long now) {
        store.running(timer, false);
        return handle(
                now,
                new Activation(),
                t -> t instanceof Trigger.Timeout timeout && timeout.timer().index() == timer);
    }

    private int handle(long time, Activation frame, Predicate<Trigger> trigger) {
        if (broken) {
            throw new IllegalStateException("this machine is unusable since its fault");
        }
        now = time;
        var found = handler(trigger, store.state());
        if (found.isEmpty()) {
            return IGNORED;
        }
        try {
            return run(found.get(), frame, trigger);
        } catch (Fault | UnspecifiedBehaviour end) {
            broken = true;
            throw end;
        }
    }

    private Optional<Handler> handler(Predicate<Trigger> trigger, dev.sequent.language.model.MachineType.State state) {
        return model.handlers().stream()
                .filter(h -> trigger.test(h.trigger()))
                .filter(h -> h.states().stream().anyMatch(s -> s.index() == state.index()))
                .findFirst();
    }

    private int run(Handler handler, Activation frame, Predicate<Trigger> trigger) {
        var executor = new Executor(this, new Evaluator(this));
        var flow = executor.run(handler.body(), frame);
        for (int turns = 0; flow instanceof Flow.Continue further; turns++) {
            if (turns > model.states().size()) {
                throw new Fault(-1, "continue at " + further.label() + ": goes round in a circle");
            }
            var target = handler(trigger, further.state())
                    .orElseThrow(() -> new IllegalStateException("no handler to continue in"));
            flow = executor.run(from(further.label(), target.body()), frame);
        }
        return flow instanceof Flow.Leave left ? left.result() : DONE;
    }

    private static List<Stmt> from(String label, List<Stmt> body) {
        for (int i = 0; i < body.size(); i++) {
            if (body.get(i) instanceof Stmt.Step step && step.label().equals(label)) {
                return body.subList(i, body.size());
            }
        }
        throw new IllegalStateException("no step " + label + " to continue at");
    }

    @Override
    public boolean running(int timer) {
        return store.running(timer);
    }

    @Override
    public long variable(int variable) {
        return store.holdsRanges(variable)
                ? store.ranges(variable).count()
                : store.scalar(variable).number();
    }

    @Override
    public boolean present(int variable) {
        return store.holdsRanges(variable) || store.scalar(variable).present();
    }

    /** A copy: this machine keeps its ranges in another form. */
    @Override
    public RangeSet ranges(int variable) {
        return store.ranges(variable).toRangeSet();
    }

    @Override
    public long observed(int observable) {
        var declared = model.observables().get(observable);
        var cell = new Cell(declared.name(), declared.type());
        cell.set(new Evaluator(this).any(declared.value(), new Activation()));
        return cell.number();
    }

    @Override
    public void encode(BitWriter out) {
        store.encode(out);
    }

    @Override
    public void decode(BitReader in) {
        store.decode(in);
    }

    @Override
    public void age(long elapsed, long horizon) {
        store.age(elapsed, horizon);
    }

    @Override
    public void trace(Trace trace) {
        // Points are numbered by the generator.
    }

    // ------------------------------------------------------------ for rules at work

    dev.sequent.language.model.MachineType model() {
        return model;
    }

    Memory store() {
        return store;
    }

    Cell read(Variable variable) {
        reads.accept(variable.index());
        return store.scalar(variable);
    }

    SequenceRanges readRanges(Variable variable) {
        reads.accept(variable.index());
        return store.ranges(variable);
    }

    Parameters parameters() {
        return parameters;
    }

    Effects effects() {
        return effects;
    }

    long now() {
        return now;
    }

    Message arriving() {
        return arriving.orElseThrow(() -> new IllegalStateException("no message is arriving"));
    }

    InterpretedMessage outgoing(MessageType type) {
        return Objects.requireNonNull(outgoing.get(type.kind()), type.name());
    }

    Memory.Row row(Local row, Activation frame) {
        var slot = (int) frame.local(row).number();
        return store.rows(((Type.Row) row.type()).table()).get(slot);
    }

    void start(Timer timer, long at) {
        store.running(timer.index(), true);
        effects.start(timer.index(), at);
    }

    void stop(Timer timer) {
        store.running(timer.index(), false);
        effects.stop(timer.index());
    }

    /** @param state empty: the initial one */
    void deleteTcb(Optional<State> state) {
        for (var timer : model.timers()) {
            if (store.running(timer.index())) {
                stop(timer);
            }
        }
        store.initialise();
        enter(state.orElse(model.initial()));
    }

    void enter(State state) {
        store.enter(state);
        effects.entered(state.index());
    }
}
