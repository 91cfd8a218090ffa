package dev.sequent.check.trace;

import dev.sequent.check.trace.FigureEntry.Aside;
import dev.sequent.check.trace.FigureEntry.Detail;
import dev.sequent.check.trace.FigureEntry.End;
import dev.sequent.check.trace.FigureEntry.Happening;
import dev.sequent.check.trace.FigureEntry.Passage;
import dev.sequent.check.trace.FigureEntry.Rest;
import dev.sequent.check.trace.FigureEntry.Ticks;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Sent;
import dev.sequent.check.trace.TraceStep.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a trace into the rows that are drawn. */
final class Narration {
    private static final String LOOP_BEGINS = "-- the loop begins: what follows repeats for ever --";

    /** The effect by which a user is given octets, as named by the language. */
    private static final String DELIVER = "deliver";

    private static final String EARLIER = "of an earlier connection";

    private final Counterexample trace;
    private final Brevity brevity;
    /** With all that changed. */
    private final boolean inFull;

    private final boolean withRules;
    private final List<FigureEntry> entries = new ArrayList<>();
    /** Messages that have arrived and can arrive again. */
    private final Set<Integer> doubled = new HashSet<>();

    private final Connections connections;
    private final Timers timers;
    private final Channels channels = new Channels();

    /** The short form. @param brevity shortens messages */
    Narration(Counterexample trace, Brevity brevity) {
        this(trace, brevity, false, false);
    }

    /** Everything. */
    Narration(Counterexample trace, boolean withRules) {
        this(trace, Brevity.none(trace), true, withRules);
    }

    private Narration(Counterexample trace, Brevity brevity, boolean inFull, boolean withRules) {
        this.trace = trace;
        this.brevity = brevity;
        this.inFull = inFull;
        this.withRules = withRules;
        connections = new Connections(trace);
        timers = new Timers(trace);
    }

    List<FigureEntry> entries() {
        addLoop(0);
        for (TraceStep step : trace.steps()) {
            addStep(step);
            connections.pass(step);
            timers.pass(step);
            channels.pass(step);
            if (inFull) {
                addDetails(step);
            }
            addLoop(step.number());
        }
        addEnd();
        return entries;
    }

    /** Says after which step the loop of a lasso begins, and where it closes. */
    private void addLoop(int step) {
        if (trace.loop().isEmpty()) {
            return;
        }
        if (step == trace.loop().getAsInt()) {
            entries.add(new Detail(step, LOOP_BEGINS));
        }
        if (step == trace.steps().size()) {
            int begin = trace.loop().getAsInt() + 1;
            entries.add(
                    new Detail(step, "-- and so on for ever: back to where the loop begins, step " + begin + " --"));
        }
    }

    /** For what is missing for ever, the end says more than the path to it. */
    private void addEnd() {
        String end = switch (trace.loop().isPresent() ? "" : trace.subject().kind()) {
            case "leads_to", "eventually_always" -> "-- and here it rests for ever --";
            case "deadlock" -> "-- and nothing more can happen --";
            case "possible" -> "-- and from here on it is no longer possible --";
            default -> "";
        };
        if (!end.isEmpty()) {
            entries.add(new Detail(trace.steps().size(), end));
        }
        if (!channels.flying().isEmpty()) {
            entries.add(new Detail(
                    trace.steps().size(), "(in flight at the end: " + FigureEntry.names(channels.flying()) + ")"));
        }
        if (!inFull && !timers.running().isEmpty()) {
            entries.add(new Detail(
                    trace.steps().size(), "(running at the end: " + String.join(", ", timers.running()) + ")"));
        }
    }

    private void addTimers(TraceStep step) {
        List<String> marks = timers.marks(step);
        if (!marks.isEmpty()) {
            entries.add(new Aside(step.number(), step.actor(), String.join("; ", marks)));
        }
    }

    private void addStep(TraceStep step) {
        int n = step.number();
        switch (step.action()) {
            case Action.Call call -> entries.add(new Happening(n, call.peer(), call.text() + refused(step)));
            case Action.Timeout timeout -> entries.add(new Happening(n, timeout.peer(), "timeout " + timeout.timer()));
            case Action.Crash crash -> entries.add(new Happening(n, crash.peer(), "crash: everything is lost"));
            case Action.Deliver d -> addArrival(d, step);
            case Action.Lose l -> entries.add(passage(step, l.from(), l.message(), End.FLYING, End.LOST, "lost"));
            case Action.Attack a ->
                entries.add(passage(
                        step, trace.peers().size() == 1 ? 0 : 1 - a.to(), a.message(), End.NOWHERE, End.HERE, ""));
            case Action.Tick tick -> {
                entries.add(new Ticks(n, 1));
                tick.died()
                        .forEach(d ->
                                entries.add(passage(step, d.from(), d.message(), End.FLYING, End.LOST, "expired")));
            }
        }
        boolean happening = entries.getLast() instanceof Happening;
        addTimers(step);
        if (!inFull && !happening) {
            addNews(step); // Before what is sent, so that a sending and its arrival can be one line.
        }
        int begun = entries.size();
        for (Sent sent : step.sent()) {
            entries.add(passage(
                    step,
                    step.actor(),
                    sent.message(),
                    End.HERE,
                    sent.lost() ? End.LOST : End.FLYING,
                    sent.lost() ? "lost: the channel is full" : ""));
        }
        if (happening && entries.size() == begun) {
            entries.add(new Rest(n, step.states()));
        }
        if (!inFull && happening) {
            addNews(step);
        }
        step.fault().ifPresent(fault -> entries.add(new Happening(n, step.actor(), fault)));
    }

    private void addArrival(Action.Deliver d, TraceStep step) {
        boolean again = d.copyStays()
                ? !doubled.add(d.message().id())
                : doubled.contains(d.message().id());
        String remark =
                remarks(again ? "the copy" : "", d.copyStays() ? again ? "duplicated again" : "duplicated" : "");
        Passage arrival = passage(
                step,
                d.from(),
                d.message(),
                End.FLYING,
                End.HERE,
                remarks(connections.isOld(d) ? EARLIER : "", remark));
        entries.add(arrival.overtaking(channels.before(d)));
    }

    private static String remarks(String... remarks) {
        return Stream.of(remarks).filter(r -> !r.isEmpty()).collect(Collectors.joining("; "));
    }

    private Passage passage(TraceStep step, int from, InFlight message, End start, End end, String remark) {
        return new Passage(
                step.number(),
                from,
                message.id(),
                brevity.text(message),
                false,
                start,
                end,
                remarks(message.origin(), remark),
                List.of(),
                step.states());
    }

    /** The answer to a call that had no other effect. */
    private static String refused(TraceStep step) {
        return step.answer().isEmpty()
                        || !step.changes().isEmpty()
                        || !step.sent().isEmpty()
                ? ""
                : ": " + step.answer();
    }

    /** What the user must know to understand the story: octets that come, and, when a session ends, why. */
    private void addNews(TraceStep step) {
        int peer = step.actor();
        if (peer == TraceStep.NOBODY) {
            return;
        }
        boolean moved = step.changes().stream().anyMatch(c -> c.name().equals("state"));
        boolean over = moved && step.states().get(peer).equals(trace.initial().get(peer));
        boolean last = !moved && step.number() == trace.steps().size();
        for (Told told : step.told()) {
            if (told.kind() == Told.Kind.SIGNAL && (over || last)) {
                entries.add(new Aside(step.number(), peer, "tells: " + told.name()));
            } else if (told.kind() == Told.Kind.EFFECT && told.name().equals(DELIVER)) {
                entries.add(new Aside(step.number(), peer, told.name() + " " + TraceStep.list(told.arguments())));
            }
        }
    }

    private void addDetails(TraceStep step) {
        int n = step.number();
        step.choices().forEach(choice -> entries.add(new Detail(n, choice.text())));
        if (!step.answer().isEmpty() && refused(step).isEmpty()) {
            entries.add(new Detail(n, "answer: " + step.answer()));
        }
        if (!step.told().isEmpty()) {
            entries.add(new Detail(
                    n, "tells: " + step.told().stream().map(Told::text).collect(Collectors.joining(", "))));
        }
        for (TraceStep.Change change : step.changes()) {
            entries.add(new Detail(
                    n,
                    trace.peers().get(change.peer()) + "." + change.name() + ": " + change.before() + " -> "
                            + change.after()));
        }
        if (!timers.running().isEmpty()) {
            entries.add(new Detail(n, "running: " + String.join(", ", timers.running())));
        }
        for (TraceStep.Rule rule : withRules ? step.rules() : List.<TraceStep.Rule>of()) {
            String citation = rule.citation().isEmpty() ? "" : "  [" + rule.citation() + "]";
            entries.add(new Detail(
                    n, rule.location() + "  " + (rule.source().isEmpty() ? rule.text() : rule.source()) + citation));
        }
    }
}
