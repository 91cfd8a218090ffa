package dev.sequent.cli.demo;

import dev.sequent.check.text.MessageText;
import dev.sequent.language.model.MessageType;
import dev.sequent.view.Figure;
import dev.sequent.view.Figure.Arrow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Draws a captured connection as the RFC's figures are: how it begins and how it ends, with one line for what lies
 * between.
 */
final class CaptureFigure {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    private final MessageType type;
    private final IntFunction<Optional<String>> truth;

    /**
     * @param type the segment, as the specification declares it
     * @param truth the state of the stack's end after a frame, by the frame's number in the capture, where it is known
     */
    CaptureFigure(MessageType type, IntFunction<Optional<String>> truth) {
        this.type = type;
        this.truth = truth;
    }

    /**
     * Draws one connection: each segment that opens, closes or changes a state, and in one line those between.
     *
     * @param remote title of the other side, on the left
     * @param stack title of the stack's side, on the right
     * @param segments of this connection, in order, at least one
     */
    Figure draw(String remote, String stack, List<CapturedSegment> segments) {
        var states = new SeenStates(segments.getFirst().fromStack() ? RIGHT : LEFT);
        var rows = new ArrayList<Figure.Row>();
        rows.add(Figure.Line.states(1, states.of(LEFT), states.of(RIGHT)));
        int line = 2;
        var between = new ArrayList<CapturedSegment>();
        for (CapturedSegment s : segments) {
            String before = states.of(LEFT) + states.of(RIGHT);
            states.pass(s.fromStack() ? RIGHT : LEFT, s);
            boolean changed = !before.equals(states.of(LEFT) + states.of(RIGHT));
            if (s.syn() || s.fin() || s.rst() || changed) {
                fold(between, rows);
                rows.add(row(line++, s, states));
            } else {
                between.add(s);
            }
        }
        fold(between, rows);
        return new Figure(remote, stack, rows);
    }

    private static void fold(List<CapturedSegment> segments, List<Figure.Row> rows) {
        if (!segments.isEmpty()) {
            long in = segments.stream()
                    .filter(s -> !s.fromStack())
                    .mapToLong(CapturedSegment::octets)
                    .sum();
            long out = segments.stream()
                    .filter(CapturedSegment::fromStack)
                    .mapToLong(CapturedSegment::octets)
                    .sum();
            rows.add(new Figure.Remark(String.format(
                    Locale.ROOT,
                    "... %,d %s: %,d octets of text to the right, %,d to the left ...",
                    segments.size(),
                    segments.size() == 1 ? "segment" : "segments",
                    in,
                    out)));
            segments.clear();
        }
    }

    private Figure.Line row(int number, CapturedSegment s, SeenStates states) {
        String text = MessageText.of(type, s.segment(), true);
        String right = truth.apply(s.frame()).orElseGet(() -> states.of(RIGHT));
        Arrow arrow = s.fromStack() ? Arrow.TO_LEFT : Arrow.TO_RIGHT;
        return new Figure.Line(number, states.of(LEFT), arrow, text, arrow, right);
    }
}
