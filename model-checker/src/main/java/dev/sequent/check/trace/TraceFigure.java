package dev.sequent.check.trace;

import dev.sequent.check.figure.Figure;
import dev.sequent.check.figure.Figure.Arrow;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws a trace. In the short form a message that arrives right after its sending is one line, as in RFC 9293,
 * Figure 6; one that stays in flight is two, as in Figure 7.
 */
public final class TraceFigure {
    private final Counterexample trace;
    private final List<Entry> entries = new ArrayList<>();

    private static final String LOOP_BEGINS = "the loop begins: what follows repeats for ever";
    private static final String LOOP_ENDS = "and so on for ever: back to where the loop begins";

    private sealed interface Entry {
        int step();
    }

    /** @param remark follows the message's text in parentheses, unless empty */
    private record Passage(int step, int from, InFlight message, boolean departs, boolean arrives, String remark,
            List<String> states) implements Entry {}

    private record Rest(int step, List<String> states) implements Entry {}

    private record Happening(int step, int peer, String text) implements Entry {}

    private record Detail(int step, String text) implements Entry {}

    private TraceFigure(Counterexample trace) {
        this.trace = trace;
    }

    /** The short form. Lines are numbered as in the RFC, the first states being line 1. */
    public static Figure of(Counterexample trace) {
        var drawing = new TraceFigure(trace);
        if (trace.loop().equals(OptionalInt.of(0))) {
            drawing.entries.add(new Detail(0, LOOP_BEGINS));
        }
        for (TraceStep step : trace.steps()) {
            drawing.addStep(step);
            drawing.addLoop(step.number());
        }
        drawing.merge();
        return drawing.draw(false);
    }

    /**
     * Every step by itself under its own number, with the variables that changed, what user and runtime were told, and,
     * if wanted, the rules that decided.
     */
    public static Figure stepByStep(Counterexample trace, boolean withRules) {
        var drawing = new TraceFigure(trace);
        if (trace.loop().equals(OptionalInt.of(0))) {
            drawing.entries.add(new Detail(0, LOOP_BEGINS));
        }
        for (TraceStep step : trace.steps()) {
            drawing.addStep(step);
            drawing.addDetails(step, withRules);
            drawing.addLoop(step.number());
        }
        return drawing.draw(true);
    }

    /** Says after which step the loop of a lasso begins, and where it closes. */
    private void addLoop(int step) {
        if (trace.loop().isEmpty()) {
            return;
        }
        int begin = trace.loop().getAsInt();
        if (step == begin) {
            entries.add(new Detail(step, LOOP_BEGINS));
        }
        if (step == trace.steps().size()) {
            entries.add(new Detail(step, LOOP_ENDS));
        }
    }

    private void addStep(TraceStep step) {
        int n = step.number();
        int before = entries.size();
        switch (step.action()) {
            case Action.Call call -> entries.add(new Happening(n, call.peer(), call.text()));
            case Action.Timeout timeout -> entries.add(new Happening(n, timeout.peer(), "timeout " + timeout.timer()));
            case Action.Deliver d ->
                entries.add(new Passage(n, d.from(), d.message(), false, true,
                        d.copyStays() ? "duplicated: a copy stays in flight" : "", step.states()));
            case Action.Lose l ->
                entries.add(new Passage(n, l.from(), l.message(), false, false, "lost", step.states()));
            case Action.Crash crash -> entries.add(new Happening(n, crash.peer(), "crash"));
            case Action.Attack a ->
                entries.add(new Passage(n, 1 - a.to(), a.message(), false, true, "", step.states()));
            case Action.Tick tick -> {
                entries.add(new Detail(n, "time passes"));
                tick.died().forEach(d ->
                        entries.add(new Passage(n, d.from(), d.message(), false, false, "too old: gone", step.states())));
            }
        }
        for (Sent sent : step.sent()) {
            entries.add(new Passage(n, step.actor(), sent.message(), true, false,
                    sent.lost() ? "lost: the channel is full" : "", step.states()));
        }
        if (entries.size() == before + 1 && entries.getLast() instanceof Happening) {
            entries.add(new Rest(n, step.states()));
        }
        step.fault().ifPresent(fault -> entries.add(new Happening(n, step.actor(), fault)));
    }

    private void addDetails(TraceStep step, boolean withRules) {
        int n = step.number();
        step.choices().forEach(choice -> entries.add(new Detail(n, choice.text())));
        if (!step.answer().isEmpty()) {
            entries.add(new Detail(n, "answer: " + step.answer()));
        }
        if (!step.told().isEmpty()) {
            entries.add(new Detail(n, "tells: " + step.told().stream().map(TraceStep.Told::text).collect(Collectors.joining(", "))));
        }
        for (TraceStep.Change change : step.changes()) {
            entries.add(new Detail(n, trace.peers().get(change.peer()) + "." + change.name() + ": " + change.before()
                    + " -> " + change.after()));
        }
        for (TraceStep.Rule rule : withRules ? step.rules() : List.<TraceStep.Rule>of()) {
            String citation = rule.citation().isEmpty() ? "" : "  [" + rule.citation() + "]";
            entries.add(new Detail(n, rule.location() + "  " + rule.text() + citation));
        }
    }

    private void merge() {
        for (int i = 0; i + 1 < entries.size(); i++) {
            if (entries.get(i) instanceof Passage sending && entries.get(i + 1) instanceof Passage arrival
                    && sending.departs() && sending.remark().isEmpty() && arrival.arrives()
                    && sending.message().id() == arrival.message().id()) {
                entries.set(i, new Passage(sending.step(), sending.from(), sending.message(), true, true,
                        arrival.remark(), arrival.states()));
                entries.remove(i + 1);
            }
        }
    }

    /** @param bySteps numbers are those of the steps; else every line has one, unless the line above already bears it */
    private Figure draw(boolean bySteps) {
        var rows = new ArrayList<Figure.Row>();
        rows.add(rest(bySteps ? 0 : 1, trace.initial()));
        int line = 1;
        int lastStep = 0;
        boolean eventAbove = false;
        for (Entry entry : entries) {
            line += eventAbove || entry instanceof Detail ? 0 : 1;
            int ofStep = entry.step() == lastStep ? 0 : entry.step();
            int number = bySteps ? ofStep : eventAbove ? 0 : line;
            lastStep = entry.step();
            switch (entry) {
                case Passage passage -> rows.add(passage(number, passage));
                case Rest rest -> rows.add(rest(number, rest.states()));
                case Happening event -> rows.add(new Figure.Event(number, event.peer() == 0, event.text()));
                case Detail detail -> rows.add(new Figure.Remark(detail.text()));
            }
            eventAbove = entry instanceof Happening;
        }
        return new Figure(trace.peers().getFirst(), trace.peers().getLast(), rows);
    }

    private static Figure.Line rest(int number, List<String> states) {
        return Figure.Line.states(number, states.getFirst(), states.getLast());
    }

    private static String remarks(Passage p) {
        String remarks = Stream.of(p.message().origin(), p.remark())
                .filter(remark -> !remark.isEmpty())
                .collect(Collectors.joining("; "));
        return remarks.isEmpty() ? "" : "  (" + remarks + ")";
    }

    private static Figure.Line passage(int number, Passage p) {
        boolean rightwards = p.from() == 0;
        Arrow along = rightwards ? Arrow.TO_RIGHT : Arrow.TO_LEFT;
        Arrow start = p.departs() ? along : Arrow.IN_FLIGHT;
        Arrow end = p.arrives() ? along : p.remark().isEmpty() ? Arrow.IN_FLIGHT : Arrow.NONE;
        String text = p.message().text() + remarks(p);
        return new Figure.Line(number, p.states().getFirst(), rightwards ? start : end, text,
                rightwards ? end : start, p.states().getLast());
    }
}
