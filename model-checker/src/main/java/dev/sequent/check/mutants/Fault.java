package dev.sequent.check.mutants;

import dev.sequent.language.model.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A small thing that is wrong in a specification: one statement that is not carried out, or one condition the other way
 * round.
 *
 * @param kind what is wrong
 * @param span where, in the specification without it
 * @param text what stands there
 */
public record Fault(Kind kind, Span span, String text) {
    /** What can be wrong. */
    public enum Kind {
        /** A statement, with all that is in it. */
        LEFT_OUT("left out", "if false { ", " }"),
        /** A condition. */
        NEGATED("negated", "not (", ")");

        private final String text;
        private final String before;
        private final String after;

        Kind(String text, String before, String after) {
            this.text = text;
            this.before = before;
            this.after = after;
        }

        public String text() {
            return text;
        }
    }

    /** The files with it. @param sources text of every file by its name */
    public Map<String, String> in(Map<String, String> sources) {
        var edited = new LinkedHashMap<>(sources);
        edited.computeIfPresent(span.file(), (file, whole) -> {
            int from = offset(whole, span.line(), span.column());
            int to = offset(whole, span.endLine(), span.endColumn());
            return whole.substring(0, from)
                    + kind.before
                    + whole.substring(from, to)
                    + kind.after
                    + whole.substring(to);
        });
        return edited;
    }

    /** Where a line and a column, both from 1, are in a text. */
    static int offset(String text, int line, int column) {
        int at = 0;
        for (int l = 1; l < line; l++) {
            at = text.indexOf('\n', at) + 1;
        }
        return at + column - 1;
    }

    /** For instance {@code text.sqt:40:5: left out: stop RETRANSMISSION}. */
    @Override
    public String toString() {
        return span + ": " + kind.text() + ": " + text;
    }
}
