package dev.sequent.view;

import java.util.ArrayList;
import java.util.List;

/** Folds what is too long for its column: between the fields of a message, or between words. */
public final class Folding {
    private static final String CONTINUED = "  ";

    private Folding() {}

    /**
     * The text in lines of at most that many columns, all but the first of them indented. A field or word that is
     * longer stays whole.
     */
    static List<String> of(String text, int width) {
        if (text.length() <= width) {
            return List.of(text);
        }
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String piece : text.split("(?=<)|(?= )")) {
            boolean begun = line.length() > (lines.isEmpty() ? 0 : CONTINUED.length());
            if (begun && line.length() + piece.stripTrailing().length() > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                line.append(CONTINUED).append(piece.stripLeading());
            } else {
                line.append(piece);
            }
        }
        lines.add(line.toString().stripTrailing());
        return List.copyOf(lines);
    }

    /** A text in lines of at most that many columns, each ended with {@code \n}; a word that is longer stays whole. */
    public static String paragraph(String text, int width) {
        var out = new StringBuilder();
        int column = 0;
        for (String word : text.split(" +")) {
            boolean first = column == 0;
            if (!first && column + 1 + word.length() > width) {
                out.append('\n');
                column = 0;
                first = true;
            }
            out.append(first ? "" : " ").append(word);
            column += word.length() + (first ? 0 : 1);
        }
        return out.append('\n').toString();
    }
}
