package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What becomes of each message of a trace. */
public final class Fates {
    /** @param step when; of one that is still in flight at the end, the last */
    public record Fate(Kind kind, int step) {
        public enum Kind {
            DELIVERED("delivered at step "),
            /** Delivered, and it can come again. */
            DUPLICATED("delivered and duplicated at step "),
            LOST("lost at step "),
            NO_ROOM("lost to a full channel at step "),
            DIED("expired at step "),
            IN_FLIGHT("still in flight after step ");

            private final String text;

            Kind(String text) {
                this.text = text;
            }
        }

        /** For instance {@code lost at step 3}. */
        public String text() {
            return kind.text + step;
        }
    }

    private final Map<Integer, List<Fate>> fates = new HashMap<>();

    private Fates() {}

    public static Fates of(List<TraceStep> steps) {
        var fates = new Fates();
        steps.forEach(fates::note);
        int last = steps.isEmpty() ? 0 : steps.getLast().number();
        for (List<Fate> all : fates.fates.values()) {
            if (all.isEmpty() || all.getLast().kind() == Fate.Kind.DUPLICATED) {
                all.add(new Fate(Fate.Kind.IN_FLIGHT, last));
            }
        }
        return fates;
    }

    private void note(TraceStep step) {
        switch (step.action()) {
            case Action.Deliver d ->
                note(d.message(), d.copyStays() ? Fate.Kind.DUPLICATED : Fate.Kind.DELIVERED, step);
            case Action.Attack a -> note(a.message(), Fate.Kind.DELIVERED, step);
            case Action.Lose l -> note(l.message(), Fate.Kind.LOST, step);
            case Action.Tick tick -> tick.died().forEach(died -> note(died.message(), Fate.Kind.DIED, step));
            case Action.Call ignored -> {}
            case Action.Timeout ignored -> {}
            case Action.Crash ignored -> {}
        }
        for (Sent sent : step.sent()) {
            of(sent.message().id());
            if (sent.lost()) {
                note(sent.message(), Fate.Kind.NO_ROOM, step);
            }
        }
    }

    /** The messages that a step is about: what arrives, is lost, or has become too old. */
    static Stream<InFlight> arriving(TraceStep step) {
        return switch (step.action()) {
            case Action.Deliver d -> Stream.of(d.message());
            case Action.Attack a -> Stream.of(a.message());
            case Action.Lose l -> Stream.of(l.message());
            case Action.Tick tick -> tick.died().stream().map(TraceStep.Passing::message);
            case Action.Call ignored -> Stream.empty();
            case Action.Timeout ignored -> Stream.empty();
            case Action.Crash ignored -> Stream.empty();
        };
    }

    private void note(InFlight message, Fate.Kind kind, TraceStep step) {
        of(message.id()).add(new Fate(kind, step.number()));
    }

    private List<Fate> of(int message) {
        return fates.computeIfAbsent(message, id -> new ArrayList<>());
    }

    /** In the order of the steps; at least one for each message of the trace. */
    public List<Fate> of(InFlight message) {
        return List.copyOf(fates.getOrDefault(message.id(), List.of()));
    }
}
