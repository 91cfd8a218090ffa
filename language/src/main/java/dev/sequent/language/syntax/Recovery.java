package dev.sequent.language.syntax;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.DiagnosticLog;
import dev.sequent.language.diagnostic.SyntaxMessages;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * How the parser reports a syntax error and where it goes on: at the next line that can begin something, at the end of
 * the block, or at the block that was to follow; never in the middle of a line, which would read as further mistakes.
 */
final class Recovery extends DefaultErrorStrategy {
    private static final int BRACE =
            new SequentLexer(CharStreams.fromString("{")).nextToken().getType();

    private static final Set<String> KEPT = Set.of("{", "}", "(", ")", "[", "]", ">");

    private final DiagnosticLog log;
    /** The last token that was reported: no token is reported twice. */
    private int complained = -1;
    /** Where parsing last resumed after an error. */
    private int resumed = -1;

    Recovery(DiagnosticLog log) {
        this.log = log;
    }

    @Override
    protected void consumeUntil(Parser recognizer, IntervalSet set) {
        TokenStream tokens = recognizer.getInputStream();
        int depth = 0;
        for (Token token = tokens.LT(1); token.getType() != Token.EOF; token = tokens.LT(1)) {
            String text = token.getText();
            boolean brace = text.equals("{") || text.equals("}");
            if (depth == 0 && set.contains(token.getType()) && (brace || beginsLine(tokens))) {
                return;
            }
            depth += text.equals("{") ? 1 : text.equals("}") && depth > 0 ? -1 : 0;
            recognizer.consume();
        }
    }

    /** A '{' is never conjured up: the block would end where the one around it does. */
    @Override
    protected boolean singleTokenInsertion(Parser recognizer) {
        return !recognizer.getExpectedTokens().contains(BRACE) && super.singleTokenInsertion(recognizer);
    }

    /** Nor is a token deleted that closes or opens something, or begins a line. */
    @Override
    protected @Nullable Token singleTokenDeletion(Parser recognizer) {
        String text = recognizer.getCurrentToken().getText();
        boolean kept = KEPT.contains(text) || beginsLine(recognizer.getInputStream());
        return kept ? null : super.singleTokenDeletion(recognizer);
    }

    /** Among items: what cannot begin one is skipped, and the next that begins a line is read afresh. */
    @Override
    public void sync(Parser recognizer) {
        boolean items = BrokenParts.hasItems(recognizer.getContext())
                || recognizer.getContext() instanceof SequentParser.SpecificationContext;
        int state = recognizer
                .getInterpreter()
                .atn
                .states
                .get(recognizer.getState())
                .getStateType();
        if (!items || state != ATNState.STAR_LOOP_ENTRY && state != ATNState.STAR_LOOP_BACK) {
            super.sync(recognizer);
            return;
        }
        TokenStream tokens = recognizer.getInputStream();
        IntervalSet expected = recognizer.getExpectedTokens();
        boolean fits = expected.contains(tokens.LA(1));
        if (inErrorRecoveryMode(recognizer)) {
            // Once for each place: the second time, the default strategy makes sure that something is consumed.
            if (fits && beginsLine(tokens) && tokens.index() > resumed && tokens.index() != complained) {
                resumed = tokens.index();
                endErrorCondition(recognizer);
            }
        } else if (state == ATNState.STAR_LOOP_BACK || atFirstItem(recognizer)) {
            if (!fits) {
                reportUnwantedToken(recognizer);
                consumeUntil(recognizer, expected.or(getErrorRecoverySet(recognizer)));
            }
        } else {
            super.sync(recognizer);
        }
    }

    private static boolean atFirstItem(Parser recognizer) {
        Token before = recognizer.getInputStream().LT(-1);
        return recognizer.getContext() instanceof SequentParser.SpecificationContext
                || before != null && before.getType() == BRACE;
    }

    /** A rule that has opened a brace and gives up resumes after the brace that closes it. */
    @Override
    public void recover(Parser recognizer, RecognitionException e) {
        TokenStream tokens = recognizer.getInputStream();
        int depth = 0;
        for (int i = recognizer.getContext().getStart().getTokenIndex(); i < tokens.index(); i++) {
            depth += step(tokens.get(i));
        }
        while (depth > 0 && tokens.LA(1) != Token.EOF) {
            depth += step(tokens.LT(1));
            recognizer.consume();
        }
        super.recover(recognizer, e);
    }

    private static int step(Token token) {
        return token.getChannel() != Token.DEFAULT_CHANNEL
                ? 0
                : token.getText().equals("{") ? 1 : token.getText().equals("}") ? -1 : 0;
    }

    private static boolean beginsLine(TokenStream tokens) {
        Token before = tokens.LT(-1);
        return before == null
                || before.getLine() < tokens.LT(1).getLine()
                || before.getText().equals(";");
    }

    // ------------------------------------------------------------ reports

    @Override
    protected void reportNoViableAlternative(Parser recognizer, NoViableAltException e) {
        Token start = e.getStartToken();
        Token before = recognizer.getInputStream().LT(-1);
        boolean behindAnother = start != e.getOffendingToken()
                && recognizer.getContext() instanceof SequentParser.StatementContext
                && start.getTokenIndex() == recognizer.getInputStream().index()
                && before != null
                && before.getLine() == start.getLine()
                && !List.of("{", "}", ";").contains(before.getText());
        if (behindAnother) {
            complain(
                    start,
                    () -> SyntaxMessages.unexpected(
                            Spans.of(start), "an operator or the end of the statement", Expectation.found(start)));
        } else {
            report(recognizer, e.getOffendingToken(), e.getDeadEndConfigs());
        }
    }

    @Override
    protected void reportInputMismatch(Parser recognizer, InputMismatchException e) {
        report(recognizer, e.getOffendingToken(), null);
    }

    @Override
    protected void reportUnwantedToken(Parser recognizer) {
        if (!inErrorRecoveryMode(recognizer)) {
            beginErrorCondition(recognizer);
            report(recognizer, recognizer.getCurrentToken(), null);
        }
    }

    @Override
    protected void reportMissingToken(Parser recognizer) {
        reportUnwantedToken(recognizer);
    }

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {
        if (e instanceof NoViableAltException || e instanceof InputMismatchException) {
            super.reportError(recognizer, e);
        } else if (!inErrorRecoveryMode(recognizer)) {
            // A failed predicate: the word stands on the wrong line.
            beginErrorCondition(recognizer);
            report(recognizer, recognizer.getCurrentToken(), null);
        }
    }

    private void report(Parser recognizer, Token offending, @Nullable ATNConfigSet deadEnd) {
        complain(offending, () -> describe(recognizer, offending, new Expectation(recognizer, deadEnd)));
    }

    private void complain(Token offending, Supplier<Diagnostic> diagnostic) {
        if (offending.getTokenIndex() != complained) {
            complained = offending.getTokenIndex();
            log.add(diagnostic.get());
        }
    }

    private static Diagnostic describe(Parser recognizer, Token offending, Expectation expected) {
        TokenStream tokens = recognizer.getInputStream();
        var around = new Surroundings(tokens, offending);
        switch (offending.getType()) {
            case SequentParser.UNTERMINATED -> {
                return SyntaxMessages.openText(
                        Spans.of(offending), offending.getText().matches(".*[\u2018-\u201f].*"));
            }
            case SequentParser.OPEN_COMMENT -> {
                return SyntaxMessages.openComment(Spans.of(offending));
            }
            default -> {}
        }
        Diagnostic diagnostic =
                SyntaxMessages.unexpected(Spans.of(offending), expected.phrase(), Expectation.found(offending));
        String hint = around.hint(expected);
        if (!hint.isEmpty()) {
            return diagnostic.hint(hint);
        }
        if (offending.getType() == Token.EOF || around.beginsItem()) {
            var open = around.unclosed();
            if (open.isPresent()) {
                return SyntaxMessages.stillOpen(diagnostic, Spans.of(open.get()));
            }
        }
        return diagnostic;
    }
}
