package dev.sequent.proofs.smt.prove;

import dev.sequent.check.text.ValueText;
import dev.sequent.language.interpret.UnspecifiedBehaviour;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;
import dev.sequent.runtime.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;

/** Takes steps as a core takes them, be it the interpreter's or a generated one: neither knows anything of terms. */
public final class Interpretation {
    /**
     * What came of a step.
     *
     * @param fault the core's words, if it ended in one
     * @param defined false: the language does not say what should come of it
     * @param result as {@link Machine#call} returns it
     * @param events what it did, in order, in words
     * @param sent the messages among that, in order
     * @param told what user and runtime were told, in order, in the specification's words
     */
    public record Outcome(
            Machine before,
            Machine after,
            Optional<String> fault,
            boolean defined,
            int result,
            List<String> events,
            List<Message> sent,
            List<String> told) {}

    private static final int MOST = 1000;

    private final Protocol protocol;
    private final Core core;
    private final Trace trace;

    /** @param core made of that protocol */
    public Interpretation(Protocol protocol, Core core) {
        this(protocol, core, Trace.NONE);
    }

    /** @param trace told of the rules that a generated core passes */
    Interpretation(Protocol protocol, Core core, Trace trace) {
        this.protocol = protocol;
        this.core = core;
        this.trace = trace;
    }

    /**
     * A step as properties of steps take it: an arrival is a batch of its own, and the event that comes after it
     * belongs to it.
     */
    record Whole(Outcome outcome, Step happened) {}

    /** @throws TooLong see there */
    Whole whole(Concrete.Step step) {
        var world = new Recorder(step.machine(), step.answers());
        var before = machine(step, new Recorder(step.machine(), List.of()));
        var after = machine(step, world);
        after.trace(trace);
        var happened = new Happened(step, arriving(step), world);
        try {
            int result = run(step, after);
            if (step.trigger() instanceof Trigger.Arrival) {
                step.machine().events().stream()
                        .filter(Trigger.Call::batch)
                        .forEach(e -> after.call(e.index(), step.now(), 0, 0, 0, 0));
            }
            return new Whole(world.outcome(before, after, Optional.empty(), true, result), happened);
        } catch (Fault e) {
            var fault = Optional.of(String.valueOf(e.getMessage()));
            return new Whole(world.outcome(before, after, fault, true, Machine.DONE), happened);
        } catch (UnspecifiedBehaviour e) {
            var fault = Optional.of(String.valueOf(e.getMessage()));
            return new Whole(world.outcome(before, after, fault, false, Machine.DONE), happened);
        }
    }

    /** The machine before the step. */
    Machine at(Concrete.Step step) {
        return machine(step, new Recorder(step.machine(), List.of()));
    }

    /** What speaks against a property of the step; empty: it has it. */
    Optional<String> against(Protocol.Property property, Whole whole) {
        try {
            boolean holds = core.properties()
                    .step(
                            protocol.properties().indexOf(property),
                            whole.outcome().before(),
                            whole.outcome().after(),
                            whole.happened());
            return holds ? Optional.empty() : Optional.of(property.name() + " does not hold of the step");
        } catch (Fault | UnspecifiedBehaviour e) {
            return Optional.of(property.name() + " cannot be evaluated: " + e.getMessage());
        }
    }

    /** @throws TooLong see there */
    public Outcome take(Concrete.Step step) {
        var world = new Recorder(step.machine(), step.answers());
        var before = machine(step, new Recorder(step.machine(), List.of()));
        var after = machine(step, world);
        after.trace(trace);
        try {
            return world.outcome(before, after, Optional.empty(), true, run(step, after));
        } catch (Fault e) {
            return world.outcome(before, after, Optional.of(String.valueOf(e.getMessage())), true, Machine.DONE);
        } catch (UnspecifiedBehaviour e) {
            return world.outcome(before, after, Optional.of(String.valueOf(e.getMessage())), false, Machine.DONE);
        }
    }

    private Machine machine(Concrete.Step step, Effects effects) {
        var parameters = core.parameters();
        for (int i = 0; i < step.parameters().size(); i++) {
            parameters.set(i, step.parameters().get(i));
        }
        var machine = core.machine(step.machine().index(), parameters, effects);
        var bits = Concrete.encode(step.machine(), step.before());
        machine.decode(new BitReader(bits.words()));
        return machine;
    }

    private int run(Concrete.Step step, Machine machine) {
        return switch (step.trigger()) {
            case Trigger.Call t ->
                machine.call(
                        t.index(),
                        step.now(),
                        argument(step, t, 0),
                        argument(step, t, 1),
                        argument(step, t, 2),
                        argument(step, t, 3));
            case Trigger.Arrival _ -> machine.receive(step.now(), arriving(step).orElseThrow());
            case Trigger.Timeout t -> machine.timeout(t.timer().index(), step.now());
        };
    }

    private static long argument(Concrete.Step step, Trigger.Call call, int i) {
        return i < call.parameters().size()
                ? step.given()
                        .getOrDefault(call.parameters().get(i).index(), OptionalLong.empty())
                        .orElse(0)
                : 0;
    }

    private Optional<Message> arriving(Concrete.Step step) {
        if (!(step.trigger() instanceof Trigger.Arrival t)) {
            return Optional.empty();
        }
        var message = core.message(t.message().kind());
        step.given().forEach((field, value) -> value.ifPresent(v -> message.set(field, v)));
        return Optional.of(message);
    }

    /** Which invariants do not hold, or cannot be evaluated; by name. */
    public List<String> broken(Concrete.Step step, Machine machine) {
        var broken = new ArrayList<String>();
        for (var invariant : step.machine().invariants()) {
            try {
                if (!core.properties().invariant(step.machine().index(), invariant.index(), machine)) {
                    broken.add(invariant.name());
                }
            } catch (Fault | UnspecifiedBehaviour e) {
                broken.add(invariant.name());
            }
        }
        return broken;
    }

    /** A step that goes on and on: some loops may, and a counterexample need not be a short one. */
    public static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TooLong() {
            super("it does more than " + MOST + " things");
        }
    }

    private record Happened(Concrete.Step step, Optional<Message> arrived, Recorder recorder) implements Step {
        @Override
        public int call() {
            return step.trigger() instanceof Trigger.Call t ? t.index() : NONE;
        }

        @Override
        public long argument(int i) {
            if (step.trigger() instanceof Trigger.Call t) {
                return Interpretation.argument(step, t, i);
            }
            throw new IllegalStateException("no call was made");
        }

        @Override
        public int timeout() {
            return step.trigger() instanceof Trigger.Timeout t ? t.timer().index() : NONE;
        }

        @Override
        public boolean receives() {
            return arrived.isPresent();
        }

        @Override
        public Message received() {
            return arrived.orElseThrow(() -> new IllegalStateException("no message has arrived"));
        }

        @Override
        public int sent() {
            return recorder.sent.size();
        }

        @Override
        public Message sent(int i) {
            return recorder.sent.get(i);
        }

        @Override
        public boolean signalled(int signal) {
            return recorder.signals.contains(signal);
        }

        @Override
        public boolean forged() {
            throw new IllegalStateException("nobody knows where it came from");
        }

        @Override
        public boolean stale() {
            return forged();
        }
    }

    private final class Recorder implements Effects {
        private final MachineType machine;
        private final Deque<Long> answers;
        private final List<String> events = new ArrayList<>();
        private final List<Message> sent = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private final Set<Integer> signals = new HashSet<>();

        Recorder(MachineType machine, List<Long> answers) {
            this.machine = machine;
            this.answers = new ArrayDeque<>(answers);
        }

        Outcome outcome(Machine before, Machine after, Optional<String> fault, boolean defined, int result) {
            return new Outcome(before, after, fault, defined, result, events, sent, told);
        }

        @Override
        public void effect(int effect, long a, long b, long c, long d) {
            events.add("effect " + effect + " " + a + " " + b + " " + c + " " + d);
            var type = machine.effects().get(effect);
            var given = new long[] {a, b, c, d};
            var arguments = new StringJoiner(", ", type.name() + "(", ")");
            for (int i = 0; i < type.parameters().size(); i++) {
                arguments.add(ValueText.text(type.parameters().get(i).type(), given[i]));
            }
            told.add(arguments.toString());
        }

        @Override
        public long function(int function, long a, long b, long c, long d) {
            return answers.isEmpty() ? 0 : answers.removeFirst();
        }

        @Override
        public void send(Message message) {
            if (events.size() > MOST) {
                throw new TooLong();
            }
            events.add("send " + words(message));
            sent.add(message.copy());
        }

        @Override
        public void start(int timer, long at) {
            events.add("start " + timer + " " + at);
        }

        @Override
        public void stop(int timer) {
            // Known from the machine afterwards; that it is said twice does not matter.
        }

        @Override
        public void signal(int signal) {
            events.add("signal " + signal);
            told.add(machine.signals().get(signal).name());
            signals.add(signal);
        }
    }

    /** Every field that is there: each core has a spelling of its own. */
    private String words(Message message) {
        var type = protocol.messages().get(message.kind());
        var text = new StringBuilder(type.name());
        for (var field : type.fields()) {
            if (message.present(field.index())) {
                text.append(' ').append(field.name()).append('=').append(message.get(field.index()));
            }
        }
        return text.toString();
    }
}
