package dev.sequent.view;

import java.util.List;

/**
 * Two peers and what passes between them, one row below the other.
 *
 * <pre>
 *       A                                      B
 *   1.  CLOSED                                 LISTEN
 *   2.  SYN-SENT  --&gt; &lt;SEQ=100&gt;&lt;CTL=SYN&gt; --&gt; SYN-RECEIVED
 * </pre>
 *
 * @param left title of the left column
 * @param right title of the right column
 */
public record Figure(String left, String right, List<Row> rows) {
    /** Two arrows with blanks around. */
    private static final int ARROWS = 1 + 3 + 1 + 1 + 3 + 1;
    /** The narrowest width to which a message is folded. */
    private static final int NARROWEST = 16;

    public Figure {
        rows = List.copyOf(rows);
    }

    /** What stands next to a message: where it comes from, and where it goes. */
    public enum Arrow {
        NONE("   "),
        TO_RIGHT("-->"),
        TO_LEFT("<--"),
        /** In flight: sent earlier, or not yet arrived. */
        IN_FLIGHT("..."),
        /** Lost on its way to the right. */
        LOST_TO_RIGHT("--x"),
        LOST_TO_LEFT("x--");

        private final String text;

        Arrow(String text) {
            this.text = text;
        }
    }

    /** One entry of a figure. */
    public sealed interface Row {}

    /**
     * States of both peers with a message, or nothing, between them.
     *
     * @param number printed in front unless it is 0
     * @param text of the message; empty when none passes
     */
    public record Line(int number, String left, Arrow leftArrow, String text, Arrow rightArrow, String right)
            implements Row {
        /** States only. */
        public static Line states(int number, String left, String right) {
            return new Line(number, left, Arrow.NONE, "", Arrow.NONE, right);
        }
    }

    /** Something that happens to one peer, for instance {@code Close}; printed in parentheses above its state. */
    public record Event(int number, boolean onTheLeft, String text) implements Row {}

    /** A remark below a line, indented. */
    public record Remark(String text) implements Row {}

    /**
     * Something that happens to neither peer, for instance {@code ... 3 ticks pass ...}; printed between the columns.
     */
    public record Break(int number, String text) implements Row {}

    /** The drawing, lines ended with {@code \n}, none of them with blanks. */
    public String render() {
        return render(Integer.MAX_VALUE);
    }

    /**
     * The same for a page of so many columns. A message that is too long for the space between the states continues
     * below itself: a terminal would break the line anywhere, and the columns with it.
     */
    public String render(int width) {
        int stateWidth = left.length();
        int rightWidth = right.length();
        int textWidth = 8;
        int numberWidth = 1;
        for (Row row : rows) {
            switch (row) {
                case Line line -> {
                    stateWidth = Math.max(stateWidth, line.left().length());
                    rightWidth = Math.max(rightWidth, line.right().length());
                    textWidth = Math.max(textWidth, line.text().length());
                    numberWidth = Math.max(
                            numberWidth, Integer.toString(line.number()).length());
                }
                case Event event ->
                    numberWidth = Math.max(
                            numberWidth, Integer.toString(event.number()).length());
                case Break pause -> {
                    textWidth = Math.max(textWidth, pause.text().length());
                    numberWidth = Math.max(
                            numberWidth, Integer.toString(pause.number()).length());
                }
                case Remark ignored -> {}
            }
        }
        String margin = " ".repeat(numberWidth + 5);
        textWidth =
                Math.min(textWidth, Math.max(NARROWEST, width - margin.length() - stateWidth - ARROWS - rightWidth));
        int between = ARROWS + textWidth;
        String beforeText = margin + " ".repeat(stateWidth + 5);
        var out = new StringBuilder();
        append(out, margin + pad(left, stateWidth) + " ".repeat(between) + right);
        for (Row row : rows) {
            switch (row) {
                case Line line -> {
                    List<String> text = Folding.of(line.text(), textWidth);
                    append(
                            out,
                            number(line.number(), numberWidth)
                                    + pad(line.left(), stateWidth)
                                    + ' '
                                    + line.leftArrow().text
                                    + ' '
                                    + pad(text.getFirst(), textWidth)
                                    + ' '
                                    + line.rightArrow().text
                                    + ' '
                                    + line.right());
                    text.stream().skip(1).forEach(rest -> append(out, beforeText + rest));
                }
                case Event event -> {
                    List<String> text =
                            Folding.of('(' + event.text() + ')', Math.max(NARROWEST, width - margin.length()));
                    int longest = text.stream().mapToInt(String::length).max().orElse(0);
                    int at = event.onTheLeft()
                            ? 0
                            : Math.clamp(width - margin.length() - longest, 0, stateWidth + between);
                    String indented = " ".repeat(at);
                    append(out, number(event.number(), numberWidth) + indented + text.getFirst());
                    text.stream().skip(1).forEach(rest -> append(out, margin + indented + rest));
                }
                case Break pause -> {
                    List<String> text = Folding.of(pause.text(), textWidth);
                    append(out, number(pause.number(), numberWidth) + " ".repeat(stateWidth + 5) + text.getFirst());
                    text.stream().skip(1).forEach(rest -> append(out, beforeText + rest));
                }
                case Remark remark ->
                    Folding.of(remark.text(), Math.max(NARROWEST, width - margin.length() - 4))
                            .forEach(line -> append(out, margin + "    " + line));
            }
        }
        return out.toString();
    }

    private static String number(int number, int width) {
        if (number == 0) {
            return " ".repeat(width + 5);
        }
        return String.format("  %" + width + "d.  ", number);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static void append(StringBuilder out, String line) {
        out.append(line.stripTrailing()).append('\n');
    }

    @Override
    public String toString() {
        return render();
    }
}
