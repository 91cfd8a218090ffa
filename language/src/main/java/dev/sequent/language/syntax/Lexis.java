package dev.sequent.language.syntax;

import dev.sequent.language.diagnostic.DiagnosticLog;
import dev.sequent.language.diagnostic.LimitMessages;
import dev.sequent.language.diagnostic.SyntaxMessages;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** From a text to tokens; reports what is wrong with individual ones. */
final class Lexis {
    private Lexis() {}

    /**
     * All tokens. A character that only looks like one of the language's is reported, and then read as the one that was
     * meant.
     */
    static CommonTokenStream tokens(String name, String text, DiagnosticLog log) {
        CommonTokenStream tokens = read(name, text);
        boolean mistaken = false;
        for (Token token : tokens.getTokens()) {
            switch (token.getType()) {
                case SequentParser.STRAY -> mistaken |= stray(token, log);
                case SequentParser.ID -> name(token, log);
                case SequentParser.INT, SequentParser.HEX -> longWord(token, "number", log);
                case SequentParser.STRING -> text(token, log);
                default -> {}
            }
        }
        return mistaken ? read(name, Characters.meant(tokens.getTokens())) : tokens;
    }

    private static CommonTokenStream read(String name, String text) {
        var lexer = new SequentLexer(CharStreams.fromString(text, name));
        lexer.removeErrorListeners(); // what no lexer rule matches becomes a token that no parser rule accepts
        var tokens = new CommonTokenStream(lexer);
        tokens.fill(); // hints look at what comes after a mistake
        return tokens;
    }

    private static boolean stray(Token token, DiagnosticLog log) {
        int character = token.getText().codePointAt(0);
        if (Characters.meant(character).isEmpty()) {
            return false;
        }
        log.add(SyntaxMessages.lookalike(Spans.of(token), Characters.named(character), Characters.instead(character)));
        return true;
    }

    private static void name(Token token, DiagnosticLog log) {
        if (!longWord(token, "name", log) && token.getText().chars().anyMatch(c -> c > 0x7f)) {
            log.add(SyntaxMessages.foreignName(Spans.of(token), token.getText()));
        }
    }

    /** What is too long is refused: it would appear in every message, and in the names of classes and files. */
    private static boolean longWord(Token token, String what, DiagnosticLog log) {
        int length = token.getStopIndex() - token.getStartIndex() + 1;
        if (length > SyntaxLimits.NAME) {
            log.refuse(LimitMessages.longWord(
                    Spans.of(token), what, token.getText().substring(0, 20), length, SyntaxLimits.NAME));
        }
        return length > SyntaxLimits.NAME;
    }

    private static void text(Token token, DiagnosticLog log) {
        int length = token.getStopIndex() - token.getStartIndex() - 1;
        if (length > SyntaxLimits.TEXT) {
            log.add(LimitMessages.longText(Spans.of(token), length, SyntaxLimits.TEXT));
        }
    }
}
