package dev.sequent.cli.demo;

import dev.sequent.check.figure.Figure;
import dev.sequent.check.figure.Figure.Arrow;
import dev.sequent.check.figure.MessageText;
import dev.sequent.spec.model.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/** Draws a captured connection as the RFC's figures are: how it begins and how it ends, and in one line what lies between. */
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
     * Draws one connection.
     *
     * @param remote title of the other side, on the left
     * @param stack title of the stack's side, on the right
     * @param segments of this connection, in order, at least one
     */
    Figure draw(String remote, String stack, List<CapturedSegment> segments) {
        var states = new SeenStates(segments.getFirst().fromStack() ? RIGHT : LEFT);
        var rows = new ArrayList<Figure.Row>();
        rows.add(Figure.Line.states(1, states.of(LEFT), states.of(RIGHT)));
        int opening = opening(segments);
        int closing = closing(segments, opening);
        int line = 2;
        for (int i = 0; i < segments.size(); i++) {
            CapturedSegment s = segments.get(i);
            states.pass(s.fromStack() ? RIGHT : LEFT, s);
            if (i < opening || i >= closing) {
                rows.add(row(line++, s, states));
            } else if (i == opening) {
                rows.add(new Figure.Remark(between(segments.subList(opening, closing))));
            }
        }
        return new Figure(remote, stack, rows);
    }

    /** How many segments belong to the handshake: up to the first that carries text, or no SYN and nothing after it. */
    private static int opening(List<CapturedSegment> segments) {
        int n = 0;
        while (n < segments.size() && n < 3 && segments.get(n).octets() == 0 && !segments.get(n).fin()) {
            n++;
        }
        return n;
    }

    private static int closing(List<CapturedSegment> segments, int opening) {
        for (int i = opening; i < segments.size(); i++) {
            if (segments.get(i).fin() || segments.get(i).rst()) {
                return i;
            }
        }
        return segments.size();
    }

    private static String between(List<CapturedSegment> segments) {
        long in = segments.stream().filter(s -> !s.fromStack()).mapToLong(CapturedSegment::octets).sum();
        long out = segments.stream().filter(CapturedSegment::fromStack).mapToLong(CapturedSegment::octets).sum();
        return String.format(Locale.ROOT, "... %,d segments: %,d octets of text to the right, %,d to the left ...", segments.size(), in, out);
    }

    private Figure.Line row(int number, CapturedSegment s, SeenStates states) {
        String text = MessageText.of(type, s.segment(), true);
        String right = truth.apply(s.frame()).orElseGet(() -> states.of(RIGHT));
        Arrow arrow = s.fromStack() ? Arrow.TO_LEFT : Arrow.TO_RIGHT;
        return new Figure.Line(number, states.of(LEFT), arrow, text, arrow, right);
    }
}
