package dev.sequent.language.model;

import java.util.function.UnaryOperator;

/**
 * A stretch of source text.
 *
 * @param file the file's name as the user named it (relative to the root of the specification)
 * @param line first line, from 1
 * @param column first column, from 1
 * @param endLine last line, from 1
 * @param endColumn column just past the last character, from 1
 */
public record Span(String file, int line, int column, int endLine, int endColumn) {
    public static final Span NONE = new Span("", 0, 0, 0, 0);

    /** The same in a file of another name. */
    public Span in(UnaryOperator<String> files) {
        return equals(NONE) ? this : new Span(files.apply(file), line, column, endLine, endColumn);
    }

    /** {@code file:line:column}, the form that editors jump to. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
