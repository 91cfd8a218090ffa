package dev.sequent.cli.live;

import dev.sequent.check.text.MessageText;
import dev.sequent.check.text.ValueText;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Difference;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.cli.run.StackRepetition;
import dev.sequent.generated.tcp.Connection;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.stack.replay.Observation;
import dev.sequent.stack.replay.ReplayAction;
import dev.sequent.stack.replay.StackReplay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Has stacks of the current core carry out a trace, and compares step by step. */
final class LiveReplay {
    private final Counterexample trace;
    private final Protocol protocol;
    private final Scenario scenario;
    private final MessageType segment;
    private final StackReplay stacks;
    private final List<Difference> differences = new ArrayList<>();
    private final List<StackRepetition.Note> notes = new ArrayList<>();

    /**
     * @param parameters that differ from their defaults, in generic form
     * @throws IllegalArgumentException if a peer is not a {@code Connection}: stacks run no other machine
     */
    LiveReplay(Counterexample trace, Protocol protocol, Scenario scenario, Map<String, Long> parameters) {
        this.trace = trace;
        this.protocol = protocol;
        this.scenario = scenario;
        scenario.peers().stream()
                .filter(peer -> !peer.machine().name().equals(Connection.class.getSimpleName()))
                .findFirst()
                .ifPresent(peer -> {
                    throw new IllegalArgumentException("its peer " + peer.name() + " is of the machine "
                            + peer.machine().name()
                            + ", and a stack runs Connection alone: replay it on the core, without --on stack");
                });
        segment = machine(0).receives().getFirst();
        stacks = new StackReplay(trace.peers().size(), parameters, trace.tick());
    }

    StackRepetition run() {
        putOldDuplicatesOnTheWay();
        trace.steps().forEach(this::take);
        return new StackRepetition(trace, differences, notes);
    }

    private void putOldDuplicatesOnTheWay() {
        Set<Integer> there = new HashSet<>();
        trace.steps().stream().flatMap(LiveReplay::passing).forEach(p -> {
            if (p.message().origin().equals(InFlight.OLD_DUPLICATE)
                    && there.add(p.message().id())) {
                stacks.putOnTheWay(p.message().id(), p.to(), fields(p.message()));
            }
        });
    }

    private static Stream<TraceStep.Passing> passing(TraceStep step) {
        return switch (step.action()) {
            case Action.Deliver d -> Stream.of(new TraceStep.Passing(d.from(), d.to(), d.message()));
            case Action.Lose l -> Stream.of(new TraceStep.Passing(l.from(), l.to(), l.message()));
            case Action.Tick tick -> tick.died().stream();
            case Action.Call _, Action.Timeout _, Action.Attack _, Action.Crash _ -> Stream.of();
        };
    }

    private void take(TraceStep step) {
        List<Long> answers = step.choices().stream().map(this::answer).toList();
        List<Integer> numbers = step.sent().stream()
                .map(sent -> sent.lost() ? 0 : sent.message().id())
                .toList();
        Observation seen = stacks.perform(action(step.action()), answers, numbers);
        seen.notes().forEach(note -> notes.add(new StackRepetition.Note(step.number(), note)));
        note(step, "what was to happen", "", String.join("; ", seen.undone()));
        boolean broke = step.fault().isPresent();
        if (broke == seen.faults().isEmpty()) {
            note(step, "fault", step.fault().orElse(""), String.join("; ", seen.faults()));
        }
        if (!broke) {
            note(step, "states", states(step.states()), states(seen.states()));
            compare(step, seen.sent());
            if (!ofListener(step)) {
                note(step, "signals", signals(step), String.join(", ", seen.signals()));
            }
        }
    }

    /** A listener of the stack is not a machine, and signals nothing when it is closed. */
    private boolean ofListener(TraceStep step) {
        if (!(step.action() instanceof Action.Call call) || call.name().equals("OPEN")) {
            return false;
        }
        List<String> before = step.number() == 1
                ? trace.initial()
                : trace.steps().get(step.number() - 2).states();
        return machine(call.peer()).states().stream()
                .anyMatch(state -> state.passive() && state.name().equals(before.get(call.peer())));
    }

    private MachineType machine(int peer) {
        return scenario.peers().get(peer).machine();
    }

    private static String signals(TraceStep step) {
        return step.told().stream()
                .filter(told -> told.kind() == TraceStep.Told.Kind.SIGNAL)
                .map(TraceStep.Told::name)
                .collect(Collectors.joining(", "));
    }

    /** Segment by segment, every field. */
    private void compare(TraceStep step, List<Map<String, Long>> sent) {
        List<InFlight> recorded =
                step.sent().stream().map(TraceStep.Sent::message).toList();
        for (int i = 0; i < Math.max(recorded.size(), sent.size()); i++) {
            Map<String, Long> wanted = i < recorded.size() ? fields(recorded.get(i)) : Map.of();
            Map<String, Long> seen = i < sent.size() ? sent.get(i) : Map.of();
            if (!wanted.equals(seen)) {
                note(step, "sent", i < recorded.size() ? text(wanted) : "", i < sent.size() ? text(seen) : "");
            }
        }
    }

    private void note(TraceStep step, String what, String recorded, String seen) {
        if (!recorded.equals(seen)) {
            differences.add(new Difference(step.number(), what, recorded, seen));
        }
    }

    private String states(List<String> states) {
        var texts = new ArrayList<String>();
        for (int p = 0; p < states.size(); p++) {
            texts.add(trace.peers().get(p) + " in " + states.get(p));
        }
        return String.join(", ", texts);
    }

    /** All fields, so that one can see which differ. */
    private String text(Map<String, Long> fields) {
        return segment.fields().stream()
                .filter(field -> fields.containsKey(field.name()))
                .map(field ->
                        "<" + field.name() + "=" + MessageText.text(field, fields.getOrDefault(field.name(), 0L)) + ">")
                .collect(Collectors.joining());
    }

    // ---------------------------------------------------------------- from the trace's words to the stack's values

    private ReplayAction action(Action action) {
        return switch (action) {
            case Action.Call call -> new ReplayAction.Call(call.peer(), call.name(), arguments(call));
            case Action.Timeout timeout -> new ReplayAction.Timeout(timeout.peer(), timeout.timer());
            case Action.Deliver d -> new ReplayAction.Deliver(d.message().id(), d.copyStays());
            case Action.Lose l -> new ReplayAction.Lose(l.message().id());
            case Action.Crash crash -> new ReplayAction.Crash(crash.peer());
            case Action.Attack a -> new ReplayAction.Forge(a.to(), fields(a.message()));
            case Action.Tick tick ->
                new ReplayAction.Tick(
                        trace.tick(),
                        tick.died().stream().map(died -> died.message().id()).toList());
        };
    }

    private List<Long> arguments(Action.Call call) {
        MachineType machine = machine(call.peer());
        List<Local> parameters = Stream.concat(machine.calls().stream(), machine.events().stream())
                .filter(c -> c.name().equals(call.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no call " + call.name()))
                .parameters();
        return parameters.stream()
                .map(p -> ValueText.parse(p.type(), call.arguments().getOrDefault(p.name(), "")))
                .toList();
    }

    private long answer(TraceStep.Choice choice) {
        return protocol.externs().stream()
                .filter(e -> e.name().equals(choice.function()))
                .findFirst()
                .map(e -> ValueText.parse(e.type(), choice.value()))
                .orElseThrow(
                        () -> new IllegalArgumentException(protocol.name() + " has no function " + choice.function()));
    }

    private Map<String, Long> fields(InFlight message) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (Field field : segment.fields()) {
            String text = message.fields().getOrDefault(field.name(), "none");
            if (!text.equals("none")) {
                values.put(field.name(), MessageText.parse(field, text));
            }
        }
        return values;
    }
}
