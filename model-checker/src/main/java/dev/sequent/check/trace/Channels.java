package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is on its way, along a trace: of that which peers have sent in it. */
final class Channels {
    private record Flying(int id, int from) {}

    /** In the order of sending. */
    private final List<Flying> flying = new ArrayList<>();
    /** Those that have arrived already, so that only a copy is on its way. */
    private final Set<Integer> copies = new HashSet<>();

    /** The step has been told. */
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

    /** What was sent the same way before a message that arrives, and has not arrived; a copy overtakes nothing. */
    List<Integer> before(Action.Deliver arrival) {
        int id = arrival.message().id();
        boolean first = flying.stream().anyMatch(f -> f.id() == id) && !copies.contains(id);
        return flying.stream()
                .filter(f -> first && f.from() == arrival.from() && f.id() < id && !copies.contains(f.id()))
                .map(Flying::id)
                .toList();
    }

    /** The numbers of all that is on its way, copies as well. */
    List<Integer> flying() {
        return flying.stream().map(Flying::id).toList();
    }
}
