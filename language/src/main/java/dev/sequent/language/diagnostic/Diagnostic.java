package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Something the compiler has to say about a specification.
 *
 * @param code stable, for instance {@code SQT203}; the first digit is the area (1 files and syntax, 2 names, 3 types
 *     and units, 4 declarations, 5 handlers, 6 flow, 7 properties and scenarios)
 * @param hint what to do about it, or empty
 * @param related other places that belong to it, for instance the first of two declarations
 */
public record Diagnostic(
        String code, Severity severity, Span span, String message, String hint, List<Related> related) {
    public enum Severity {
        ERROR,
        WARNING
    }

    public record Related(Span span, String message) {}

    public Diagnostic {
        related = List.copyOf(related);
    }

    static Diagnostic error(String code, Span span, String message) {
        return new Diagnostic(code, Severity.ERROR, span, message, "", List.of());
    }

    static Diagnostic warning(String code, Span span, String message) {
        return new Diagnostic(code, Severity.WARNING, span, message, "", List.of());
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public Diagnostic hint(String newHint) {
        return new Diagnostic(code, severity, span, message, newHint, related);
    }

    Diagnostic related(Span where, String text) {
        var all = new java.util.ArrayList<>(related);
        all.add(new Related(where, text));
        return new Diagnostic(code, severity, span, message, hint, all);
    }

    /** The same, with the file names mapped. */
    public Diagnostic in(UnaryOperator<String> files) {
        return new Diagnostic(
                code,
                severity,
                span.in(files),
                message,
                hint,
                related.stream()
                        .map(r -> new Related(r.span().in(files), r.message()))
                        .toList());
    }

    /** One line: {@code tcp.sqt:3:7: error[SQT203]: unknown name X}. */
    @Override
    public String toString() {
        return span + ": " + severity.name().toLowerCase(java.util.Locale.ROOT) + "[" + code + "]: " + message;
    }
}
