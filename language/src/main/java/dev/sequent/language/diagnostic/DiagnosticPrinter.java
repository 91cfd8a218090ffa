package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Diagnostics as people and scripts read them. */
public final class DiagnosticPrinter {
    private static final int TOO_LONG = 200;

    private final Map<String, String> sources;

    /** @param sources the text of each file by its name, as {@code Compilation.sources} has it */
    public DiagnosticPrinter(Map<String, String> sources) {
        this.sources = sources;
    }

    /** One after the other, a blank line between. Ends with a line break unless the list is empty. */
    public String text(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(this::text).collect(Collectors.joining("\n"));
    }

    /** The message, the place with a caret under it, what to do, and other places that belong to it. */
    public String text(Diagnostic diagnostic) {
        int gutter = String.valueOf(diagnostic.span().line()).length();
        for (Diagnostic.Related related : diagnostic.related()) {
            gutter = Math.max(gutter, String.valueOf(related.span().line()).length());
        }
        var out = new StringBuilder();
        out.append(word(diagnostic)).append('[').append(diagnostic.code()).append("]: ");
        out.append(diagnostic.message()).append('\n');
        place(out, diagnostic.span(), gutter);
        if (!diagnostic.hint().isEmpty()) {
            out.append(" ".repeat(gutter))
                    .append(" = ")
                    .append(diagnostic.hint())
                    .append('\n');
        }
        for (Diagnostic.Related related : diagnostic.related()) {
            out.append(" ".repeat(gutter))
                    .append(" : ")
                    .append(related.message())
                    .append('\n');
            place(out, related.span(), gutter);
        }
        return out.toString();
    }

    /** {@code 2 errors, 1 warning}. */
    public static String summary(List<Diagnostic> diagnostics) {
        int errors = (int) diagnostics.stream().filter(Diagnostic::isError).count();
        int warnings = diagnostics.size() - errors;
        return TypeMessages.count(errors, "error") + ", " + TypeMessages.count(warnings, "warning");
    }

    private void place(StringBuilder out, Span span, int gutter) {
        if (span.equals(Span.NONE)) {
            return;
        }
        String blank = " ".repeat(gutter);
        out.append(blank).append("--> ").append(span).append('\n');
        List<String> lines = sources.getOrDefault(span.file(), "").lines().toList();
        if (span.line() > lines.size()) {
            return;
        }
        String line = lines.get(span.line() - 1);
        int length = line.codePointCount(0, line.length());
        if (length > TOO_LONG) {
            return;
        }
        int from = Math.min(span.column() - 1, length);
        int to = span.endLine() == span.line() ? span.endColumn() - 1 : length;
        String padding = line.codePoints()
                .limit(from)
                .mapToObj(c -> c == '\t' ? "\t" : " ")
                .collect(Collectors.joining());
        out.append(blank).append(" |\n");
        out.append(String.format(Locale.ROOT, "%" + gutter + "d", span.line()))
                .append(" | ")
                .append(line.stripTrailing());
        out.append('\n');
        out.append(blank)
                .append(" | ")
                .append(padding)
                .append("^".repeat(Math.max(1, to - from)))
                .append('\n');
    }

    private static String word(Diagnostic diagnostic) {
        return diagnostic.severity().name().toLowerCase(Locale.ROOT);
    }
}
