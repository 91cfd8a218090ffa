package dev.sequent.check.trace;

import dev.sequent.check.figure.Figure;
import dev.sequent.check.trace.FigureEntry.Aside;
import dev.sequent.check.trace.FigureEntry.Detail;
import dev.sequent.check.trace.FigureEntry.Happening;
import dev.sequent.check.trace.FigureEntry.Passage;
import dev.sequent.check.trace.FigureEntry.Rest;
import dev.sequent.check.trace.FigureEntry.Ticks;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a trace. In the short form a message that arrives, or is lost, right after its sending is one line, as in RFC 9293,
 * Figure 6; one that stays in flight is two, as in Figure 7.
 */
public final class TraceFigure {
    private final Counterexample trace;
    private final List<FigureEntry> entries;

    private TraceFigure(Counterexample trace, List<FigureEntry> entries) {
        this.trace = trace;
        this.entries = new ArrayList<>(entries);
    }

    /**
     * The short form. Lines are numbered as in the RFC, the first states being line 1. What of a message is of second interest
     * and no news is left out, and named below.
     */
    public static Figure of(Counterexample trace) {
        Brevity brevity = Brevity.of(trace);
        var entries = new Narration(trace, brevity).entries();
        brevity.note(trace.peers()).ifPresent(note -> entries.add(new Detail(0, note)));
        var drawing = new TraceFigure(trace, entries);
        drawing.merge();
        return drawing.draw(false);
    }

    /**
     * Every step by itself under its own number, with the variables that changed, what user and runtime were told, and,
     * if wanted, the rules that decided.
     */
    public static Figure stepByStep(Counterexample trace, boolean withRules) {
        return new TraceFigure(trace, new Narration(trace, withRules).entries()).draw(true);
    }

    private void merge() {
        for (int i = 0; i + 1 < entries.size(); ) {
            // Of one that is alone the state between sending and arrival would be lost.
            boolean apart = trace.peers().size() == 1 && entries.get(i) instanceof Passage;
            FigureEntry merged = apart ? null : entries.get(i).with(entries.get(i + 1));
            if (merged == null) {
                i++;
            } else {
                entries.set(i, merged);
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
        for (FigureEntry entry : entries) {
            boolean counts = !(entry instanceof Detail || entry instanceof Aside || entry instanceof Ticks);
            line += eventAbove || !counts ? 0 : 1;
            int ofStep = entry.step() == lastStep ? 0 : entry.step();
            int number = bySteps ? ofStep : eventAbove || !counts ? 0 : line;
            lastStep = entry.step();
            switch (entry) {
                case Passage passage -> rows.add(passage.line(number));
                case Rest rest -> rows.add(rest(number, rest.states()));
                case Happening event -> rows.add(new Figure.Event(number, event.peer() == 0, event.text()));
                case Aside aside -> rows.add(new Figure.Event(0, aside.peer() == 0, aside.text()));
                case Ticks ticks -> rows.add(new Figure.Break(number, ticks.text(trace.tick())));
                case Detail detail -> rows.add(new Figure.Remark(detail.text()));
            }
            eventAbove = entry instanceof Happening;
        }
        String right = trace.peers().size() == 1 ? trace.peers().getFirst() + " itself" : trace.peers().getLast();
        return new Figure(trace.peers().getFirst(), right, rows);
    }

    private static Figure.Line rest(int number, List<String> states) {
        return Figure.Line.states(number, states.getFirst(), states.getLast());
    }
}
