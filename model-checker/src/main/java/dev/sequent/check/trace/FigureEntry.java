package dev.sequent.check.trace;

import dev.sequent.check.figure.Figure;
import dev.sequent.check.figure.Figure.Arrow;
import dev.sequent.check.figure.Values;
import dev.sequent.spec.model.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one row of a drawn trace tells. */
sealed interface FigureEntry {
    /** Of which step; 0 of none. */
    int step();

    /** This entry and the one that follows it as one; null if that would tell less. */
    default @Nullable FigureEntry with(FigureEntry next) {
        return null;
    }

    /** How a message begins or ends its way across a line. */
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

    /** A message passes. @param remark follows its text in parentheses, unless empty */
    record Passage(int step, int from, int id, String text, End start, End end, String remark, List<String> states)
            implements FigureEntry {
        @Override
        public @Nullable FigureEntry with(FigureEntry next) {
            boolean goesOn = next instanceof Passage later && later.id == id && start == End.HERE && end == End.FLYING
                    && later.start == End.FLYING;
            return goesOn && next instanceof Passage later
                    ? new Passage(step, from, id, text, start, later.end, later.remark, later.states)
                    : null;
        }

        Figure.Line line(int number) {
            boolean rightwards = from == 0;
            Arrow begin = arrow(start, rightwards);
            Arrow finish = arrow(end, rightwards);
            String whole = text + (remark.isEmpty() ? "" : "  (" + remark + ")");
            return new Figure.Line(
                    number, states.getFirst(), rightwards ? begin : finish, whole, rightwards ? finish : begin, states.getLast());
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

    /** What happens to one peer by itself; the states that it leads to stand below. */
    record Happening(int step, int peer, String text) implements FigureEntry {}

    /** What one peer tells its user meanwhile. */
    record Aside(int step, int peer, String text) implements FigureEntry {}

    record Detail(int step, String text) implements FigureEntry {}

    /** Time passes, and nothing else happens. */
    record Ticks(int step, int count) implements FigureEntry {
        @Override
        public @Nullable FigureEntry with(FigureEntry next) {
            return next instanceof Ticks more ? new Ticks(step, count + more.count) : null;
        }

        /** @param tick nanoseconds */
        String text(long tick) {
            String time = tick == 0 ? "" : " (" + Values.text(Type.DURATION, count * tick) + ")";
            return count == 1 ? "... a tick" + time + " passes ..." : "... " + count + " ticks" + time + " pass ...";
        }
    }
}
