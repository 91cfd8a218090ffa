package dev.sequent.proofs.smt.prove;

import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.interpret.UnspecifiedBehaviour;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Takes steps as the interpreter takes them: which knows nothing of terms. */
public final class Interpretation {
    /**
     * What came of a step.
     *
     * @param fault the interpreter's words, if it ended in one
     * @param result as {@link Machine#call} returns it
     * @param events what it did, in order, in words
     */
    public record Outcome(Machine before, Machine after, Optional<String> fault, int result, List<String> events) {}

    private static final int MOST = 1000;

    private final Protocol protocol;
    private final InterpretedCore core;

    public Interpretation(Protocol protocol) {
        this.protocol = protocol;
        this.core = new InterpretedCore(protocol);
    }

    /**
     * A step as properties of steps take it: an arrival is a batch of its own, and the event that comes after it
     * belongs to it.
     */
    record Whole(Outcome outcome, Step happened) {}

    /** @throws TooLong see there */
    Whole whole(Concrete.Step step) {
        var world = new Recorder(step.answers());
        var before = machine(step, new Recorder(List.of()));
        var after = machine(step, world);
        var happened = new Happened(step.trigger(), arriving(step), world);
        try {
            int result = run(step, after);
            if (step.trigger() instanceof Trigger.Arrival) {
                step.machine().events().stream()
                        .filter(Trigger.Call::batch)
                        .forEach(e -> after.call(e.index(), step.now(), 0, 0, 0, 0));
            }
            return new Whole(new Outcome(before, after, Optional.empty(), result, world.events), happened);
        } catch (Fault | UnspecifiedBehaviour e) {
            var fault = Optional.of(String.valueOf(e.getMessage()));
            return new Whole(new Outcome(before, after, fault, Machine.DONE, world.events), happened);
        }
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
        var world = new Recorder(step.answers());
        var before = machine(step, new Recorder(List.of()));
        var after = machine(step, world);
        try {
            int result = run(step, after);
            return new Outcome(before, after, Optional.empty(), result, world.events);
        } catch (Fault | UnspecifiedBehaviour e) {
            return new Outcome(before, after, Optional.of(String.valueOf(e.getMessage())), Machine.DONE, world.events);
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
            case Trigger.Call t -> {
                var a = new long[4];
                for (int i = 0; i < t.parameters().size(); i++) {
                    a[i] = step.given()
                            .getOrDefault(t.parameters().get(i).index(), OptionalLong.empty())
                            .orElse(0);
                }
                yield machine.call(t.index(), step.now(), a[0], a[1], a[2], a[3]);
            }
            case Trigger.Arrival _ -> machine.receive(step.now(), arriving(step).orElseThrow());
            case Trigger.Timeout t -> machine.timeout(t.timer().index(), step.now());
        };
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

    private record Happened(Trigger trigger, Optional<Message> arrived, Recorder recorder) implements Step {
        @Override
        public int call() {
            return trigger instanceof Trigger.Call t ? t.index() : NONE;
        }

        @Override
        public int timeout() {
            return trigger instanceof Trigger.Timeout t ? t.timer().index() : NONE;
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

    private static final class Recorder implements Effects {
        private final Deque<Long> answers;
        private final List<String> events = new ArrayList<>();
        private final List<Message> sent = new ArrayList<>();
        private final Set<Integer> signals = new HashSet<>();

        Recorder(List<Long> answers) {
            this.answers = new ArrayDeque<>(answers);
        }

        @Override
        public void effect(int effect, long a, long b, long c, long d) {
            events.add("effect " + effect + " " + a + " " + b + " " + c + " " + d);
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
            events.add("send " + message);
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
            signals.add(signal);
        }
    }
}
