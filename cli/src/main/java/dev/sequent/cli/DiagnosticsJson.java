package dev.sequent.cli;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.model.Span;
import dev.sequent.view.json.JsonWriter;
import java.util.List;
import java.util.Locale;

/** What the compiler says about a specification with errors, as {@code diagnostics.schema.json} defines it. */
final class DiagnosticsJson {
    private final JsonWriter json = new JsonWriter();

    private DiagnosticsJson() {}

    static String text(List<Diagnostic> diagnostics) {
        return new DiagnosticsJson().write(diagnostics);
    }

    private String write(List<Diagnostic> diagnostics) {
        json.document("sequent-diagnostics", 1, () -> {
            json.name("diagnostics").array(diagnostics, this::write);
        });
        return json.toString();
    }

    private void write(Diagnostic diagnostic) {
        json.object(() -> {
            json.name("code").value(diagnostic.code());
            json.name("severity").value(diagnostic.severity().name().toLowerCase(Locale.ROOT));
            json.name("message").value(diagnostic.message());
            place(diagnostic.span());
            json.name("hint").value(diagnostic.hint());
            json.name("related")
                    .array(
                            diagnostic.related(),
                            related -> json.object(() -> {
                                json.name("message").value(related.message());
                                place(related.span());
                            }));
        });
    }

    private void place(Span span) {
        json.name("file").value(span.file());
        json.name("line").value(span.line());
        json.name("column").value(span.column());
        json.name("endLine").value(span.endLine());
        json.name("endColumn").value(span.endColumn());
    }
}
