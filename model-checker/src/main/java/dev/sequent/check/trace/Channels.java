package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is in flight, along a trace, of what peers have sent in it. */
final class Channels {
    private record Flying(int id, int from) {}

    /** In the order of sending. */
    private final List<Flying> flying = new ArrayList<>();
    /** Those that have already arrived, so that only a copy is in flight. */
    private final Set<Integer> copies = new HashSet<>();

    /** The step has been narrated. */
    void pass(TraceStep step) {
        switch (step.action()) {
            case Action.Deliver d when d.copyStays() -> copies.add(d.message().id());
            case Action.Deliver d -> remove(d.message());
            case Action.Lose l -> remove(l.message());
            case Action.Tick tick -> tick.died().forEach(died -> remove(died.message()));
            case Action.Call ignored -> {}
            case Action.Timeout ignored -> {}
            case Action.Crash ignored -> {}
            case Action.Attack ignored -> {}
        }
        step.sent().stream()
                .filter(sent -> !sent.lost())
                .forEach(sent -> flying.add(new Flying(sent.message().id(), step.actor())));
    }

    private void remove(InFlight message) {
        flying.removeIf(f -> f.id() == message.id());
    }

    /**
     * What was sent in the same direction before a message that arrives, and has not arrived; a copy overtakes nothing.
     */
    List<Integer> before(Action.Deliver arrival) {
        int id = arrival.message().id();
        boolean first = flying.stream().anyMatch(f -> f.id() == id) && !copies.contains(id);
        return flying.stream()
                .filter(f -> first && f.from() == arrival.from() && f.id() < id && !copies.contains(f.id()))
                .map(Flying::id)
                .toList();
    }

    /** The numbers of everything in flight, including copies. */
    List<Integer> flying() {
        return flying.stream().map(Flying::id).toList();
    }
}
