package dev.sequent.packet.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Cuts a text into statements, so that a mistake in one leaves the others readable. A statement begins on a line of its
 * own, with a time and what is done then, and may go on over further lines.
 */
final class Statements {

    private final List<List<Token>> all = new ArrayList<>();
    private List<Token> current = new ArrayList<>();

    private Statements() {}

    /**
     * The tokens of each statement.
     *
     * @param defines words that stand for something else, by their names
     */
    static List<List<Token>> of(String text, Map<String, String> defines) {
        List<Token> tokens = tokens(text);
        var statements = new Statements();
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean onNewLine = i == 0 || lastLine(tokens.get(i - 1)) < token.getLine();
            if (onNewLine && begins(tokens, i, depth)) {
                statements.next();
                depth = 0;
            }
            depth += Depth.change(token.getText());
            statements.add(token, defines);
        }
        statements.next();
        return statements.all;
    }

    private void add(Token token, Map<String, String> defines) {
        String value = token.getType() == PacketScriptLexer.WORD ? defines.get(token.getText()) : null;
        if (value == null) {
            current.add(token);
            return;
        }
        for (Token part : tokens(value)) {
            var placed = new CommonToken(part);
            placed.setLine(token.getLine());
            placed.setCharPositionInLine(token.getCharPositionInLine());
            current.add(placed);
        }
    }

    private void next() {
        if (!current.isEmpty()) {
            all.add(current);
            current = new ArrayList<>();
        }
    }

    private static List<Token> tokens(String text) {
        var lexer = new PacketScriptLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        return new ArrayList<>(lexer.getAllTokens());
    }

    static int lastLine(Token token) {
        return token.getLine()
                + (int) token.getText().chars().filter(c -> c == '\n').count();
    }

    private static boolean begins(List<Token> tokens, int at, int depth) {
        Token token = tokens.get(at);
        return switch (token.getType()) {
            case PacketScriptLexer.OPTION, PacketScriptLexer.BACKQUOTED, PacketScriptLexer.OPEN_COMMAND -> true;
            case PacketScriptLexer.INTEGER, PacketScriptLexer.FLOAT ->
                isBegun(tokens, at + 1) || depth == 0 && isBareNumber(tokens, at);
            // A call without a time; the symbol of an error, which may stand before a note, has capitals.
            case PacketScriptLexer.WORD ->
                depth == 0
                        && isText(tokens, at + 1, "(")
                        && Character.isLowerCase(token.getText().charAt(0));
            default -> token.getText().equals("+") || token.getText().equals("*") && isBegun(tokens, at + 1);
        };
    }

    /** Whether what follows a number at the beginning of a line makes it a time. */
    private static boolean isBegun(List<Token> tokens, int at) {
        if (at >= tokens.size()) {
            return false;
        }
        Token token = tokens.get(at);
        return switch (token.getType()) {
            case PacketScriptLexer.BACKQUOTED, PacketScriptLexer.CODE, PacketScriptLexer.ELLIPSIS -> true;
            case PacketScriptLexer.WORD -> isText(tokens, at + 1, "(");
            default -> List.of("<", ">", "~").contains(token.getText());
        };
    }

    /** A number where the statement before seems to be complete: a time with something wrong behind it. */
    private static boolean isBareNumber(List<Token> tokens, int at) {
        Token before = at == 0 ? null : tokens.get(at - 1);
        return before == null
                || !isText(tokens, at + 1, ":")
                        && (List.of(")", ">").contains(before.getText())
                                || before.getType() == PacketScriptLexer.INTEGER
                                || before.getType() == PacketScriptLexer.CODE);
    }

    private static boolean isText(List<Token> tokens, int at, String text) {
        return at < tokens.size() && tokens.get(at).getText().equals(text);
    }
}
