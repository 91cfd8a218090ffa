package dev.sequent.codegen.java;

import dev.sequent.language.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Invisible marks in the generated text, one in front of each statement. They pass through JavaPoet's layout and are
 * removed at the end, when the line of each of them is known.
 */
final class Markers {
    private static final char OPEN = '\u0001';
    private static final char CLOSE = '\u0002';
    private static final Pattern MARK = Pattern.compile(OPEN + "([0-9]+)" + CLOSE);

    private final List<Span> spans = new ArrayList<>();

    /** To be put in front of the statement, in the same line. */
    String mark(Span span) {
        spans.add(span);
        return OPEN + Integer.toString(spans.size() - 1) + CLOSE;
    }

    /** The text without marks; the lines of its marks go to {@code entries}. */
    String resolve(String path, String marked, List<LineMap.Entry> entries) {
        var text = new StringBuilder();
        int number = 0;
        for (String line : marked.split("\n", -1)) {
            if (number > 0) {
                text.append('\n');
            }
            number++;
            Matcher marks = MARK.matcher(line);
            while (marks.find()) {
                Span span = spans.get(Integer.parseInt(marks.group(1)));
                entries.add(new LineMap.Entry(path, number, span.file(), span.line(), span.column()));
            }
            text.append(MARK.matcher(line).replaceAll(""));
        }
        return text.toString();
    }
}
