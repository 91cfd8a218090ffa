package dev.sequent.codegen.validation;

import dev.sequent.language.interpret.UnspecifiedBehaviour;
import dev.sequent.language.model.MachineType.State;
import dev.sequent.language.model.MachineType.Timer;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Parameters;
import dev.sequent.runtime.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The same machine twice, interpreted and generated, driven in step and compared after every event. */
public final class Twin {
    /**
     * Where a sequence begins.
     *
     * @param machine ordinal of the machine type
     * @param seed of the answers of runtime functions
     * @param parameters one value for each parameter
     * @param snapshot what to restore first, if anything
     */
    public record Start(int machine, long seed, List<Long> parameters, Optional<Snapshot> snapshot) {}

    /** A machine at rest. @param deadlines of the running timers, by ordinal */
    public record Snapshot(State state, long[] words, long now, Map<Integer, Long> deadlines) {}

    private final class Side {
        final Core core;
        final Recorder recorder;
        final Machine machine;

        Side(Core core, Start start) {
            this.core = core;
            this.recorder = new Recorder(subject.protocol(), start.seed());
            Parameters parameters = core.parameters();
            for (int i = 0; i < start.parameters().size(); i++) {
                parameters.set(i, start.parameters().get(i));
            }
            machine = core.machine(start.machine(), parameters, recorder);
            start.snapshot().ifPresent(s -> machine.decode(new BitReader(s.words())));
        }

        /** What came of it: the return code, or that there was a fault. */
        String run(Event event) {
            try {
                return "returned "
                        + switch (event) {
                            case Event.Call e ->
                                machine.call(
                                        e.call().index(),
                                        e.now(),
                                        e.argument(0),
                                        e.argument(1),
                                        e.argument(2),
                                        e.argument(3));
                            case Event.Arrival e ->
                                machine.receive(e.now(), e.message().in(core));
                            case Event.Timeout e -> machine.timeout(e.timer().index(), e.now());
                        };
            } catch (Fault fault) {
                lastFault = String.valueOf(fault.getMessage());
                var nowhere = core == subject.generated() && fault.point() < 0;
                return nowhere ? "fault at no point of the specification" : FAULT;
            } catch (UnspecifiedBehaviour unspecified) {
                lastFault = String.valueOf(unspecified.getMessage());
                return UNSPECIFIED;
            }
        }

        long[] encoding() {
            var out = new BitWriter();
            machine.encode(out);
            return out.toArray();
        }
    }

    private static final String FAULT = "fault";
    private static final String UNSPECIFIED = "unspecified";
    private static final String TRUE = "true";

    private final Subject subject;
    private final Witness coverage;
    private final Start start;
    private final dev.sequent.language.model.MachineType model;
    private final Side interpreted;
    private final Side generated;
    private final Map<Integer, Long> deadlines = new TreeMap<>();
    private final List<Event> history = new ArrayList<>();
    private final BitSet points = new BitSet();
    private List<Content> sent = List.of();
    private List<Recorder.Did.Effected> effected = List.of();
    /** The interpreted machine's encoding at rest. */
    private long[] words;

    private String lastFault = "";
    private boolean over;
    /** The generated machine is at an event, and not asked what its variables or conditions are. */
    private boolean handling;

    private long now;

    /** @param coverage told where it goes */
    public Twin(Subject subject, Start start, Witness coverage) {
        this.subject = subject;
        this.coverage = coverage;
        this.start = start;
        this.model = subject.protocol().machines().get(start.machine());
        this.interpreted = new Side(subject.interpreted(), start);
        this.generated = new Side(subject.generated(), start);
        Trace further = coverage.trace();
        generated.machine.trace(point -> {
            points.set(point);
            if (handling) {
                further.at(point);
            }
        });
        start.snapshot().ifPresent(s -> {
            deadlines.putAll(s.deadlines());
            now = s.now();
        });
        words = interpreted.encoding();
        coverage.state(model, state());
    }

    public Start start() {
        return start;
    }

    public List<Event> history() {
        return history;
    }

    public dev.sequent.language.model.MachineType model() {
        return model;
    }

    public Subject subject() {
        return subject;
    }

    /** What the variable of that name holds, in generic form. @throws IllegalArgumentException if there is none */
    public long variable(String name) {
        return model.variables().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .map(v -> interpreted.machine.variable(v.index()))
                .orElseThrow(() -> new IllegalArgumentException("there is no variable " + name));
    }

    public State state() {
        return model.states().get(interpreted.machine.state());
    }

    /** The interpreted machine, to look at. */
    Machine machine() {
        return interpreted.machine;
    }

    /** What was sent during the last event. */
    List<Content> sent() {
        return sent;
    }

    /** The last message that arrived. */
    Optional<Content> arrived() {
        return history.reversed().stream()
                .filter(Event.Arrival.class::isInstance)
                .map(e -> ((Event.Arrival) e).message())
                .findFirst();
    }

    /** The trace points that the generated machine passed during the last event. */
    BitSet points() {
        return points;
    }

    /** The declared effects of the last event. */
    List<Recorder.Did.Effected> effected() {
        return effected;
    }

    /** When each running timer runs out, by ordinal. */
    public Map<Integer, Long> deadlines() {
        return deadlines;
    }

    /** There was a fault: nothing more can be asked. */
    public boolean over() {
        return over;
    }

    public long now() {
        return now;
    }

    Snapshot snapshot() {
        return new Snapshot(state(), words, now, Map.copyOf(deadlines));
    }

    /** One event for both. @return what they differ in, if they do */
    public Optional<String> step(Event event) {
        history.add(event);
        now = event.now();
        coverage.event(model, event, state());
        if (event instanceof Event.Timeout timeout) {
            deadlines.remove(timeout.timer().index());
        }
        var expected = interpreted.run(event);
        if (expected.equals(UNSPECIFIED)) {
            coverage.unspecified(lastFault);
            over = true;
            return Optional.empty();
        }
        var interpretedFault = lastFault;
        points.clear();
        handling = true;
        var actual = generated.run(event);
        handling = false;
        coverage.points(points);
        var effects = interpreted.recorder.take();
        var actualEffects = generated.recorder.take();
        if (!effects.equals(actualEffects)) {
            return different("effects", spelled(effects), spelled(actualEffects));
        }
        if (!expected.equals(actual)) {
            return different("result", expected, actual);
        }
        if (expected.equals(FAULT)) {
            coverage.fault(model, interpretedFault);
            over = true;
            return Optional.empty();
        }
        sent = effects.stream()
                .filter(Recorder.Did.Sent.class::isInstance)
                .map(d -> ((Recorder.Did.Sent) d).message())
                .toList();
        effected = effects.stream()
                .filter(Recorder.Did.Effected.class::isInstance)
                .map(Recorder.Did.Effected.class::cast)
                .toList();
        effects.forEach(this::note);
        coverage.state(model, state());
        return compare();
    }

    private void note(Recorder.Did did) {
        switch (did) {
            case Recorder.Did.Started d -> deadlines.put(d.timer(), d.at());
            case Recorder.Did.Stopped d -> deadlines.remove(d.timer());
            case Recorder.Did.Sent _,
                    Recorder.Did.Signalled _,
                    Recorder.Did.Effected _,
                    Recorder.Did.Entered _,
                    Recorder.Did.Asked _ -> {}
        }
    }

    private List<String> spelled(List<Recorder.Did> effects) {
        return effects.stream()
                .map(d -> Recorder.spelled(d, subject.protocol(), model))
                .toList();
    }

    private Optional<String> compare() {
        var a = interpreted.machine;
        var b = generated.machine;
        if (a.state() != b.state()) {
            return different("state", a.state(), b.state());
        }
        for (var variable : model.variables()) {
            int i = variable.index();
            if (a.variable(i) != b.variable(i) || a.present(i) != b.present(i)) {
                return different(variable.name(), a.variable(i), b.variable(i));
            }
            if (variable.type() instanceof Type.Ranges && !a.ranges(i).equals(b.ranges(i))) {
                return different(variable.name(), "one set of ranges", "another");
            }
        }
        for (Timer timer : model.timers()) {
            var runs = deadlines.containsKey(timer.index());
            if (a.running(timer.index()) != runs || b.running(timer.index()) != runs) {
                return different(
                        "running " + timer.name() + " (by its effects " + runs + ")",
                        a.running(timer.index()),
                        b.running(timer.index()));
            }
        }
        words = interpreted.encoding();
        if (!Arrays.equals(words, generated.encoding())) {
            return different("encoding", Arrays.toString(words), Arrays.toString(generated.encoding()));
        }
        return compareObservables();
    }

    private Optional<String> compareObservables() {
        for (var observable : model.observables()) {
            var expected = observed(interpreted.machine, observable.index());
            var actual = observed(generated.machine, observable.index());
            if (!expected.equals(actual)) {
                return different("observable " + observable.name(), expected, actual);
            }
        }
        coverage.points(points);
        return compareInvariants();
    }

    /** A fault is one of the values that it may have; the machine is as good as before. */
    private static String observed(Machine machine, int observable) {
        try {
            return String.valueOf(machine.observed(observable));
        } catch (Fault fault) {
            return FAULT;
        }
    }

    private Optional<String> compareInvariants() {
        for (var invariant : model.invariants()) {
            var expected = truth(() -> subject.interpreted()
                    .properties()
                    .invariant(model.index(), invariant.index(), interpreted.machine));
            var actual = truth(() ->
                    subject.generated().properties().invariant(model.index(), invariant.index(), generated.machine));
            if (!expected.equals(actual)) {
                return different("invariant " + invariant.name(), expected, actual);
            }
            if (!expected.equals(TRUE)) {
                coverage.broken(model, invariant, state());
            }
        }
        return compareGuards();
    }

    /** The guards of every user's script for this machine type. */
    private Optional<String> compareGuards() {
        var scenarios = subject.protocol().scenarios();
        for (int s = 0; s < scenarios.size(); s++) {
            int scenario = s;
            for (var peer : scenarios.get(s).peers()) {
                for (int i = 0; i < peer.script().size() && peer.machine().index() == model.index(); i++) {
                    int step = i;
                    var expected = truth(() ->
                            subject.interpreted().properties().when(scenario, peer.index(), step, interpreted.machine));
                    var actual = truth(() ->
                            subject.generated().properties().when(scenario, peer.index(), step, generated.machine));
                    if (!expected.equals(actual)) {
                        return different(
                                "guard of " + peer.script().get(i).call().name() + " in "
                                        + scenarios.get(s).name(),
                                expected,
                                actual);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String truth(BooleanSupplier condition) {
        try {
            return Boolean.toString(condition.getAsBoolean());
        } catch (Fault fault) {
            return FAULT;
        }
    }

    /** Does the generated machine come back whole from its own encoding? @return what is different, if anything is */
    Optional<String> roundTrip() {
        var words = generated.encoding();
        var other = new Side(subject.generated(), new Start(model.index(), 0, start.parameters(), Optional.empty()));
        other.machine.decode(new BitReader(words));
        if (!Arrays.equals(words, other.encoding())) {
            return different("decoded and encoded again", Arrays.toString(words), Arrays.toString(other.encoding()));
        }
        var same = other.machine.equals(generated.machine) && other.machine.hashCode() == generated.machine.hashCode();
        return same ? Optional.empty() : Optional.of("equals or hashCode of a decoded machine");
    }

    /** Do copies of both grow old alike? */
    Optional<String> aging() {
        for (long horizon : new long[] {-1, 0, now / 2, now}) {
            var a = older(interpreted, horizon);
            var b = older(generated, horizon);
            if (!Arrays.equals(a, b)) {
                return different("older, not beyond " + horizon, Arrays.toString(a), Arrays.toString(b));
            }
        }
        return Optional.empty();
    }

    private long[] older(Side side, long horizon) {
        var copy = new Side(side.core, new Start(model.index(), 0, start.parameters(), Optional.of(snapshot())));
        copy.machine.age(1_000_000_000L, horizon);
        return copy.encoding();
    }

    private static Optional<String> different(String what, Object interpreted, Object generated) {
        return Optional.of(what + "\n  interpreted: " + interpreted + "\n  generated:   " + generated);
    }

    /** A property over several machines: its truth, or that there was a fault. */
    static String property(Subject subject, int property, List<Twin> peers, boolean channelEmpty, boolean generated) {
        var machines = peers.stream()
                .map(t -> generated ? t.generated.machine : t.interpreted.machine)
                .toArray(Machine[]::new);
        var ghosts = new Ghosts[machines.length];
        Arrays.fill(ghosts, Ghosts.NONE);
        var core = generated ? subject.generated() : subject.interpreted();
        return truth(() -> core.properties().property(property, 0, machines, ghosts, channelEmpty));
    }
}
