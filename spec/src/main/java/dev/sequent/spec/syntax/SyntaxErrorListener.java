package dev.sequent.spec.syntax;

import dev.sequent.spec.diagnostic.DiagnosticLog;
import dev.sequent.spec.diagnostic.Span;
import dev.sequent.spec.diagnostic.SyntaxMessages;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Turns the parser's complaints into diagnostics. */
final class SyntaxErrorListener extends BaseErrorListener {
    private final DiagnosticLog log;

    SyntaxErrorListener(DiagnosticLog log) {
        this.log = log;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object offending,
            int line,
            int column,
            String message,
            @Nullable RecognitionException cause) {
        Span span = offending instanceof Token token
                ? Spans.of(token)
                : new Span(recognizer.getInputStream().getSourceName(), line, column + 1, line, column + 2);
        log.add(SyntaxMessages.unexpected(span, message));
    }
}
