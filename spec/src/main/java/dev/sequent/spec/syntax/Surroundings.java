package dev.sequent.spec.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** The tokens about a syntax error, and what they say of the habit behind it. */
final class Surroundings {
    private static final Set<String> ITEMS = Set.of(
            "machine", "param", "enum", "message", "extern", "interface", "module", "use", "property", "witness",
            "scenario", "receives", "state", "table", "timer", "outcome", "effect", "call", "event", "function",
            "procedure", "before", "on", "ignore", "invariant");

    private final TokenStream tokens;
    private final Token offending;

    Surroundings(TokenStream tokens, Token offending) {
        this.tokens = tokens;
        this.offending = offending;
    }

    /** What to write instead, or empty. */
    String hint(Expectation expected) {
        String text = offending.getText();
        Token before = neighbour(-1);
        Token after = neighbour(1);
        String pair = (touches(before, offending) ? before.getText() : "") + text;
        String next = text + (touches(offending, after) ? after.getText() : "");
        if (pair.equals("==") || next.equals("==")) {
            return "one '=' compares; ':=' assigns";
        }
        if (pair.equals("=<") || next.equals("=<")) {
            return "less or equal is written <=";
        }
        if (pair.equals("=>") || next.equals("=>")) {
            return "greater or equal is written >=";
        }
        if (pair.equals("<>") || next.equals("<>")) {
            return "not equal is written !=";
        }
        if (text.equals("&")) {
            return "write: and";
        }
        if (pair.equals("||") || next.equals("||")) {
            return "write: or";
        }
        return switch (text) {
            case "!" -> "write: not";
            case "%" -> "write: mod";
            case "#" -> "a comment begins with //";
            case "'" -> "texts stand in double quotes";
            case "=" -> expected.allows(":=") ? "':=' assigns, '=' compares" : "";
            case ":=" -> expected.allowsOperator() || expected.allows("{") || expected.allows(")") ? "'=' compares, ':=' assigns" : "";
            case "else" -> "'else' follows the block of an 'if' or 'find'";
            default -> other(text, expected);
        };
    }

    private String other(String text, Expectation expected) {
        if (expected.allowsName() && Expectation.isWord(offending) && !beginsLine()) {
            return "'" + text + "' is a word of the language: choose another name";
        }
        if (expected.allows("{") && !expected.allows("}")) {
            return "a block stands in braces, even around one statement";
        }
        return "";
    }

    /** Does the offending token begin an item of a machine or a declaration, as after a block that was not closed? */
    boolean beginsItem() {
        return ITEMS.contains(offending.getText()) && beginsLine();
    }

    private boolean beginsLine() {
        Token before = neighbour(-1);
        return before == null || before.getLine() < offending.getLine();
    }

    /**
     * The brace that is not closed: the first whose line is indented otherwise than the line that closes it, else the
     * innermost that is open before the offending token.
     */
    Optional<Token> unclosed() {
        Deque<Token> open = new ArrayDeque<>();
        int lastLine = 0;
        int indent = 0;
        var indents = new ArrayDeque<Integer>();
        for (int i = 0; i < offending.getTokenIndex(); i++) {
            Token token = tokens.get(i);
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            boolean first = token.getLine() != lastLine;
            if (first) {
                lastLine = token.getLine();
                indent = token.getCharPositionInLine();
            }
            if (token.getText().equals("{")) {
                open.push(token);
                indents.push(indent);
            } else if (token.getText().equals("}") && !open.isEmpty()) {
                if (first && indent < indents.element()) {
                    return Optional.of(open.element());
                }
                open.pop();
                indents.pop();
            }
        }
        return Optional.ofNullable(open.peek());
    }

    private @Nullable Token neighbour(int direction) {
        int at = offending.getTokenIndex() + direction;
        while (at >= 0 && at < tokens.size()) {
            Token token = tokens.get(at);
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                return token.getType() == Token.EOF ? null : token;
            }
            at += direction;
        }
        return null;
    }

    private static boolean touches(@Nullable Token left, @Nullable Token right) {
        return left != null && right != null && left.getStopIndex() + 1 == right.getStartIndex();
    }
}
