package dev.sequent.check.trace;

import dev.sequent.check.trace.FigureEntry.Aside;
import dev.sequent.check.trace.FigureEntry.Detail;
import dev.sequent.check.trace.FigureEntry.End;
import dev.sequent.check.trace.FigureEntry.Happening;
import dev.sequent.check.trace.FigureEntry.Passage;
import dev.sequent.check.trace.FigureEntry.Rest;
import dev.sequent.check.trace.FigureEntry.Ticks;
import dev.sequent.view.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Draws a trace. Rows have the numbers of steps, as does everything that refers to them. In the short form a message
 * that arrives, or is lost, right after its sending is one line, as in RFC 9293, Figure 6; one that stays in flight is
 * two, as in Figure 7.
 */
public final class TraceFigure {
    private final Counterexample trace;
    private final List<FigureEntry> entries;

    private TraceFigure(Counterexample trace, List<FigureEntry> entries) {
        this.trace = trace;
        this.entries = new ArrayList<>(entries);
    }

    /** The short form. What is secondary and unchanged in a message is left out, as a line below says. */
    public static Figure of(Counterexample trace) {
        Brevity brevity = Brevity.of(trace);
        var drawing = new TraceFigure(trace, new Narration(trace, brevity).entries());
        drawing.merge();
        return drawing.finished(brevity);
    }

    /**
     * Every step by itself, with the variables that changed, what user and runtime were told, and, if wanted, the rules
     * that decided.
     */
    public static Figure stepByStep(Counterexample trace, boolean withRules) {
        return new TraceFigure(trace, new Narration(trace, withRules).entries()).finished(Brevity.none(trace));
    }

    private Figure finished(Brevity brevity) {
        nameMessages();
        if (entries.stream().anyMatch(entry -> entry instanceof Passage passage && passage.named())) {
            entries.add(new Detail(0, "(#1, #2 ...: messages in the order they were sent; row numbers are steps)"));
        }
        brevity.note().ifPresent(note -> entries.add(new Detail(0, note)));
        return draw();
    }

    /** A message has its number where it is in several rows, and where it has not come to an end. */
    private void nameMessages() {
        var rows = new HashMap<Integer, Integer>();
        for (FigureEntry entry : entries) {
            if (entry instanceof Passage passage) {
                rows.merge(
                        passage.id(), passage.start() == End.HERE && passage.end() == End.FLYING ? 2 : 1, Integer::sum);
            }
        }
        entries.replaceAll(entry -> entry instanceof Passage passage && rows.getOrDefault(passage.id(), 0) > 1
                ? passage.withNumber()
                : entry);
    }

    private void merge() {
        var merged = new ArrayList<FigureEntry>();
        for (FigureEntry entry : entries) {
            FigureEntry last = merged.isEmpty() ? null : merged.getLast();
            // For a peer that is alone, the state between sending and arrival would be lost.
            boolean apart = trace.peers().size() == 1 && last instanceof Passage;
            FigureEntry both = last == null || apart ? null : last.with(entry);
            if (both == null) {
                merged.add(entry);
            } else {
                merged.set(merged.size() - 1, both);
            }
        }
        entries.clear();
        entries.addAll(merged);
    }

    /** A row has the number of its step, unless one above does. */
    private Figure draw() {
        var rows = new ArrayList<Figure.Row>();
        rows.add(rest(0, trace.initial()));
        int lastStep = 0;
        for (FigureEntry entry : entries) {
            int number = entry.step() <= lastStep ? 0 : entry.step();
            lastStep = Math.max(lastStep, entry.step());
            switch (entry) {
                case Passage passage -> rows.add(passage.line(number));
                case Rest rest -> rows.add(rest(number, rest.states()));
                case Happening event -> rows.add(new Figure.Event(number, event.peer() == 0, event.text()));
                case Aside aside -> rows.add(new Figure.Event(0, aside.peer() == 0, aside.text()));
                case Ticks ticks -> {
                    rows.add(new Figure.Break(number, ticks.text(trace.tick())));
                    lastStep = ticks.last();
                }
                case Detail detail -> rows.add(new Figure.Remark(detail.text()));
            }
        }
        String right = trace.peers().size() == 1
                ? trace.peers().getFirst() + " itself"
                : trace.peers().getLast();
        return new Figure(trace.peers().getFirst(), right, rows);
    }

    private static Figure.Line rest(int number, List<String> states) {
        return Figure.Line.states(number, states.getFirst(), states.getLast());
    }
}
