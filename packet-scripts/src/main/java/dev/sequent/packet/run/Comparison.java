package dev.sequent.packet.run;

import java.util.ArrayList;
import java.util.List;

/** What was expected and what came, part by part. */
final class Comparison {

    /** @param joined it follows the one before without a blank @param marked columns to be marked if it differs */
    private record Part(String expected, String actual, boolean same, boolean joined, int marked) {
        int width() {
            return Math.max(expected.length(), actual.length());
        }
    }

    private final List<Part> parts = new ArrayList<>();

    /** Adds a part; one that is empty on both sides is not shown. */
    Comparison part(String expected, String actual, boolean same) {
        parts.add(new Part(expected, actual, same, false, Math.max(expected.length(), actual.length())));
        return this;
    }

    /** Adds a part right behind the one before, with something behind it that is not compared. */
    void joined(String expected, String actual, boolean same, String behindExpected, String behindActual) {
        int marked = Math.max(expected.length(), actual.length());
        parts.add(new Part(expected + behindExpected, actual + behindActual, same, true, marked));
    }

    boolean same() {
        return parts.stream().allMatch(Part::same);
    }

    /** One above the other, with marks below what differs; three lines, each ended with {@code \n}. */
    String text() {
        var expected = new StringBuilder();
        var actual = new StringBuilder();
        var marks = new StringBuilder();
        for (Part part : parts) {
            int width = part.width();
            if (width == 0) {
                continue;
            }
            String before = part.joined || expected.isEmpty() ? "" : " ";
            expected.append(before).append(pad(part.expected, width));
            actual.append(before).append(pad(part.actual, width));
            marks.append(before).append(pad((part.same ? " " : "^").repeat(part.marked), width));
        }
        return line("  expected  " + expected) + line("  actual    " + actual) + line("            " + marks);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String line(String text) {
        return text.stripTrailing() + "\n";
    }
}
