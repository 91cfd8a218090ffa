package dev.sequent.packet.run;

import java.util.ArrayList;
import java.util.List;

/** What was expected and what came, part by part. */
final class Comparison {

    private record Part(String expected, String actual, boolean same) {}

    private final List<Part> parts = new ArrayList<>();

    /** Adds a part; one that is empty on both sides is not shown. */
    Comparison part(String expected, String actual, boolean same) {
        parts.add(new Part(expected, actual, same));
        return this;
    }

    boolean same() {
        return parts.stream().allMatch(Part::same);
    }

    /** One above the other, with marks below what differs; three lines, each ended with {@code \n}. */
    String text() {
        var expected = new StringBuilder("  expected  ");
        var actual = new StringBuilder("  actual    ");
        var marks = new StringBuilder("            ");
        for (Part part : parts) {
            int width = Math.max(part.expected.length(), part.actual.length());
            if (width == 0) {
                continue;
            }
            expected.append(pad(part.expected, width)).append(' ');
            actual.append(pad(part.actual, width)).append(' ');
            marks.append((part.same ? " " : "^").repeat(width)).append(' ');
        }
        return line(expected) + line(actual) + line(marks);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String line(StringBuilder text) {
        return text.toString().stripTrailing() + "\n";
    }
}
