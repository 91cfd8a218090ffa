package dev.sequent.check.trace;

import dev.sequent.check.text.ValueText;
import dev.sequent.language.model.Type;
import dev.sequent.view.Figure;
import dev.sequent.view.Figure.Arrow;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one row of a drawn trace shows. */
sealed interface FigureEntry {
    /** Of which step; 0 of none. */
    int step();

    /** This entry and the next one merged; null if that would say less. */
    default @Nullable FigureEntry with(FigureEntry next) {
        return null;
    }

    /** A message by its number, as JSON has it. */
    static String name(int id) {
        return "#" + id;
    }

    static String names(List<Integer> ids) {
        return ids.stream().map(FigureEntry::name).collect(Collectors.joining(", "));
    }

    /** How a message begins or ends its path across a line. */
    enum End {
        /** It is sent here, or arrives here. */
        HERE,
        /** It was sent earlier, or arrives later. */
        FLYING,
        /** It ends there, and does not arrive. */
        LOST,
        /** It comes from nowhere. */
        NOWHERE
    }

    /**
     * A message passes.
     *
     * @param named whether its number is shown
     * @param remark follows its text in parentheses, unless empty
     * @param overtaken the numbers of messages that were sent before it and are still in flight
     */
    record Passage(
            int step,
            int from,
            int id,
            String text,
            boolean named,
            End start,
            End end,
            String remark,
            List<Integer> overtaken,
            List<String> states)
            implements FigureEntry {
        /** Sent, and immediately at its end: the row is that of the end. */
        @Override
        public @Nullable FigureEntry with(FigureEntry next) {
            boolean goesOn = next instanceof Passage later
                    && later.id == id
                    && start == End.HERE
                    && end == End.FLYING
                    && later.start == End.FLYING;
            return goesOn && next instanceof Passage later
                    ? new Passage(
                            later.step,
                            from,
                            id,
                            text,
                            named,
                            start,
                            later.end,
                            later.remark,
                            later.overtaken,
                            later.states)
                    : null;
        }

        Passage overtaking(List<Integer> others) {
            return new Passage(step, from, id, text, named, start, end, remark, others, states);
        }

        Passage withNumber() {
            return new Passage(step, from, id, text, true, start, end, remark, overtaken, states);
        }

        Figure.Line line(int number) {
            boolean rightwards = from == 0;
            Arrow begin = arrow(start, rightwards);
            Arrow finish = arrow(end, rightwards);
            String whole = text
                    + (named ? " " + name(id) : "")
                    + (remark.isEmpty() ? "" : "  (" + remark + ")")
                    + (overtaken.isEmpty() ? "" : "  (overtakes " + names(overtaken) + ")");
            return new Figure.Line(
                    number,
                    states.getFirst(),
                    rightwards ? begin : finish,
                    whole,
                    rightwards ? finish : begin,
                    states.getLast());
        }

        private static Arrow arrow(End end, boolean rightwards) {
            return switch (end) {
                case HERE -> rightwards ? Arrow.TO_RIGHT : Arrow.TO_LEFT;
                case FLYING -> Arrow.IN_FLIGHT;
                case LOST -> rightwards ? Arrow.LOST_TO_RIGHT : Arrow.LOST_TO_LEFT;
                case NOWHERE -> Arrow.NONE;
            };
        }
    }

    /** Nothing passes. */
    record Rest(int step, List<String> states) implements FigureEntry {}

    /** What happens to one peer by itself; the resulting states are below. */
    record Happening(int step, int peer, String text) implements FigureEntry {}

    /** What one peer tells its user meanwhile. */
    record Aside(int step, int peer, String text) implements FigureEntry {}

    record Detail(int step, String text) implements FigureEntry {}

    /** Time passes, and nothing else happens. @param step the first of as many as it has ticks */
    record Ticks(int step, int count) implements FigureEntry {
        @Override
        public @Nullable FigureEntry with(FigureEntry next) {
            return next instanceof Ticks more ? new Ticks(step, count + more.count) : null;
        }

        int last() {
            return step + count - 1;
        }

        /** @param tick nanoseconds */
        String text(long tick) {
            String time = tick == 0 ? "" : " (" + ValueText.text(Type.DURATION, count * tick) + ")";
            return count == 1
                    ? "... a tick" + time + " passes ..."
                    : "... " + count + " ticks" + time + " pass, to step " + last() + " ...";
        }
    }
}
