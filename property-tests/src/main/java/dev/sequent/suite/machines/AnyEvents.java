package dev.sequent.suite.machines;

import dev.sequent.codegen.validation.Chooser;
import dev.sequent.codegen.validation.Event;
import dev.sequent.codegen.validation.Subject;
import dev.sequent.codegen.validation.Twin;
import dev.sequent.codegen.validation.Witness;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.runtime.Trace;
import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.Sequences;
import dev.sequent.suite.property.Setting;
import dev.sequent.suite.property.Violation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * One machine, told of anything at any time: calls, segments, reports, timeouts. It is executed twice, by the
 * interpreter of the typed model and as generated, so that each of its steps is one that the model allows.
 */
final class AnyEvents implements Property<Walk> {
    private static final int MOST = 40;

    private final Subject subject;
    private final MachineType machine;
    private final Setting setting;
    private final Optional<Company> company;

    AnyEvents(Subject subject, MachineType machine, Setting setting) {
        this.subject = subject;
        this.machine = machine;
        this.setting = setting;
        this.company = Company.of(machine);
    }

    @Override
    public String name() {
        return "any-events";
    }

    @Override
    public String sentence() {
        return "Whatever a connection is told of, in whatever order: no rule of the specification breaks, its invariants hold"
                + " whenever it is at rest, and the generated core does what the typed model says.";
    }

    @Override
    public String reference() {
        return "RFC 9293, 3.10; spec/LANGUAGE.md";
    }

    @Override
    public int tries() {
        return 3_000;
    }

    @Override
    public Arbitrary<Walk> values() {
        Arbitrary<Long> seeds = Arbitraries.randomValue(Random::nextLong);
        Arbitrary<Long> parameters = Arbitraries.oneOf(Arbitraries.just(0L), seeds);
        Arbitrary<Long> beginnings = Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(0L)), Tuple.of(3, seeds));
        return Combinators.combine(parameters, seeds, beginnings, Sequences.of(seeds, MOST))
                .as(Walk::new);
    }

    // ---------------------------------------------------------------- the check

    private Twin twin(Walk walk, Witness witness) {
        List<Long> values = walk.parameters() == 0
                ? new ArrayList<>(setting.parameters().stream()
                        .map(Setting.Parameter::byDefault)
                        .toList())
                : parameters(new Random(walk.parameters()));
        Map<String, Long> drawn = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            drawn.put(setting.parameters().get(i).name(), values.get(i));
        }
        Map<String, Long> fitting = setting.fitting(drawn);
        values = setting.parameters().stream()
                .map(p -> fitting.getOrDefault(p.name(), p.byDefault()))
                .toList();
        return new Twin(subject, new Twin.Start(machine.index(), walk.answers(), values, Optional.empty()), witness);
    }

    /** Some are as small as they can be, or as large: what they limit comes about soon. */
    private List<Long> parameters(Random random) {
        List<Long> values = new ArrayList<>(new Chooser(subject.protocol(), random).parameters());
        boolean any = random.nextInt(3) == 0;
        for (int i = 0; i < values.size(); i++) {
            Setting.Parameter parameter = setting.parameters().get(i);
            boolean chosen =
                    Company.TELLING.contains(parameter.name()) ? random.nextInt(3) == 0 : any && random.nextInt(6) == 0;
            if (chosen && parameter.least() != Long.MIN_VALUE) { // else it has no range
                values.set(
                        i,
                        switch (random.nextInt(3)) {
                            case 0 -> parameter.least();
                            case 1 -> parameter.least() + 1;
                            default -> parameter.most();
                        });
            }
        }
        return values;
    }

    @Override
    public void check(Walk walk, Observer observer) {
        var witness = new Judge(observer);
        Twin twin = twin(walk, witness);
        walk(walk, twin, event -> step(twin, event, witness));
        observer.number("events", walk.steps().size());
        observer.note("state at the end", twin.state().name());
    }

    /** Makes each event when its turn has come. */
    private void walk(Walk walk, Twin twin, Consumer<Event> todo) {
        if (walk.beginning() != 0 && company.isPresent()) {
            company.get().beginning(new Random(walk.beginning())).forEach(next -> todo.accept(next.apply(twin)));
        }
        Optional<Event> last = Optional.empty();
        for (long seed : walk.steps()) {
            last = Optional.of(next(twin, new Random(seed), last));
            todo.accept(last.get());
        }
    }

    /**
     * After a timeout often another one: what is given up is given up after several. And what has come may come again:
     * what is limited is counted.
     */
    private Event next(Twin twin, Random random, Optional<Event> last) {
        int dice = random.nextInt(12);
        var chooser = new Chooser(subject.protocol(), random);
        if (dice < 6
                && last.isPresent()
                && last.get() instanceof Event.Timeout
                && !twin.deadlines().isEmpty()) {
            return chooser.timeout(twin);
        }
        if (dice == 1 && last.isPresent() && last.get() instanceof Event.Arrival before) {
            return new Event.Arrival(before.message(), twin.now());
        }
        return dice % 3 == 0 && company.isPresent() ? company.get().next(twin, random) : chooser.next(twin);
    }

    private void step(Twin twin, Event event, Judge witness) {
        if (twin.over()) {
            return;
        }
        tell(twin, event, witness);
        Optional<Trigger.Call> batch =
                machine.events().stream().filter(Trigger.Call::batch).findFirst();
        if (event instanceof Event.Arrival && batch.isPresent() && !twin.over()) {
            tell(twin, new Event.Call(batch.get(), twin.now(), List.of()), witness);
        }
        witness.checkAtRest();
    }

    private static void tell(Twin twin, Event event, Judge witness) {
        witness.begin();
        twin.step(event).ifPresent(difference -> {
            throw new Violation("interpreter and generated core differ, " + event + ": " + difference);
        });
        witness.checkUnbroken(event);
    }

    /** What the twin tells of, and what of it may not be. */
    private static final class Judge implements Witness {
        private final Observer observer;
        private @Nullable String fault;
        private @Nullable String broken;

        Judge(Observer observer) {
            this.observer = observer;
        }

        void begin() {
            broken = null;
        }

        void checkUnbroken(Event event) {
            if (fault != null) {
                throw new Violation("the specification broke a rule of its own, " + event + ": " + fault);
            }
        }

        void checkAtRest() {
            if (broken != null) {
                throw new Violation(broken);
            }
        }

        @Override
        public void event(MachineType machine, Event event, MachineType.State state) {}

        @Override
        public void state(MachineType machine, MachineType.State state) {}

        @Override
        public void points(BitSet passed) {}

        @Override
        public Trace trace() {
            return observer.trace();
        }

        @Override
        public void fault(MachineType machine, String words) {
            fault = words;
        }

        @Override
        public void unspecified(String words) {
            fault = "what it asks for the language does not define: " + words;
        }

        @Override
        public void broken(MachineType machine, MachineType.Invariant invariant, MachineType.State state) {
            broken = "in " + state.name() + " the invariant " + invariant.name() + " does not hold (" + invariant.span()
                    + ")";
        }
    }

    @Override
    public String text(Walk walk) {
        var events = new ArrayList<String>();
        Twin twin = twin(walk, new Judge(Observer.none()));
        for (int i = 0; i < twin.start().parameters().size(); i++) {
            long value = twin.start().parameters().get(i);
            Setting.Parameter parameter = setting.parameters().get(i);
            if (value != parameter.byDefault()) {
                events.add(parameter.name() + " = " + value);
            }
        }
        try {
            walk(walk, twin, event -> {
                events.add(event + " in " + twin.state().name());
                step(twin, event, new Judge(Observer.none()));
            });
        } catch (Violation e) {
            events.add("there it fails");
        }
        return String.join("\n", events);
    }
}
