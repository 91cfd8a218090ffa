package dev.sequent.language.syntax;

import dev.sequent.language.diagnostic.OtherLanguages;
import dev.sequent.language.diagnostic.SyntaxMessages;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** The tokens around a syntax error, and what they say about the habit behind it. */
final class Surroundings {
    private static final Set<String> ITEMS = Set.of(
            "machine",
            "foreign",
            "param",
            "assume",
            "enum",
            "message",
            "extern",
            "interface",
            "module",
            "use",
            "property",
            "witness",
            "scenario",
            "receives",
            "state",
            "table",
            "timer",
            "outcome",
            "effect",
            "call",
            "event",
            "stream",
            "observe",
            "function",
            "procedure",
            "before",
            "on",
            "ignore",
            "invariant",
            "lemma");

    private static final Set<String> STATEMENTS = Set.of(
            "send",
            "start",
            "stop",
            "signal",
            "let",
            "var",
            "if",
            "in",
            "step",
            "continue",
            "while",
            "for",
            "find",
            "insert",
            "remove",
            "add",
            "cut",
            "clear",
            "delete",
            "return",
            "drop",
            "done",
            "assert",
            "unreachable",
            "else if");

    /** Declarations that take one name. */
    private static final Set<String> ONE_EACH = Set.of("timer", "signal", "outcome", "receives");

    private static final String CLAIMS =
            "a claim is one of: always E; never E; step E; whenever A receives MESSAGE then E; "
                    + "whenever A sends MESSAGE then E; E ~> F; eventually always E; possible E";

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
        String pair = (before != null && touches(before, offending) ? before.getText() : "") + text;
        String next = text + (after != null && touches(offending, after) ? after.getText() : "");
        if (pair.equals("==") || next.equals("==")) {
            return "one '=' compares; ':=' assigns";
        }
        if (pair.equals("=<") || next.equals("=<")) {
            return "less than or equal is written <=";
        }
        if (pair.equals("=>") || next.equals("=>")) {
            return "greater than or equal is written >=";
        }
        if (pair.equals("<>") || next.equals("<>")) {
            return "not equal is written !=";
        }
        if (text.equals("&") || pair.equals("/\\")) {
            return "write: and";
        }
        if (pair.equals("\\/") || next.equals("\\/")) {
            return "write: or";
        }
        if (pair.equals("++") || next.equals("++") || pair.equals("--") || next.equals("--")) {
            String variable = line();
            return "write: " + variable + " := " + variable + " " + text + " 1";
        }
        if ("+-*".contains(text) && next.equals(text + "=")
                || "+-*".contains(before == null ? "?" : before.getText())
                        && pair.endsWith("=")
                        && pair.length() == 2) {
            return "write: " + line() + " := " + line() + " " + pair.charAt(0) + " VALUE";
        }
        if (text.equals("[") && before != null && touches(before, offending) && before.getType() == SequentParser.ID) {
            return OtherLanguages.array();
        }
        if (text.equals("'") && before != null && touches(before, offending) && before.getType() == SequentParser.ID) {
            return "in a property of steps, a name is the value after the step, and old(NAME) the one before; texts stand in double quotes";
        }
        if (text.equals("?") && !expected.allows("?")) {
            return "a conditional value is: if CONDITION then VALUE else VALUE";
        }
        if (pair.equals("||") || next.equals("||")) {
            return "write: or";
        }
        if (pair.equals("<-") || next.equals("<-")) {
            return "':=' assigns";
        }
        return switch (text) {
            case "!" -> "write: not";
            case "%" -> "write: mod";
            case "#" -> "a comment begins with //";
            case "'" -> "texts stand in double quotes";
            case "=" -> expected.allows(":=") ? "':=' assigns, '=' compares" : "";
            case ":=" -> {
                if (expected.allows("=")) {
                    yield line().startsWith("let")
                            ? "let NAME = VALUE, or, if it changes, var NAME := VALUE"
                            : "write '='";
                }
                yield expected.allowsOperator() || expected.allows("{") || expected.allows(")")
                        ? "'=' compares, ':=' assigns"
                        : "";
            }
            case "else" -> "'else' follows the block of an 'if' or 'find'";
            case "," -> ONE_EACH.contains(line()) ? "each has a declaration of its own: " + line() + " NAME" : "";
            default -> foreign(before).orElseGet(() -> other(text, before, expected));
        };
    }

    /** A word of another language: the offending one, or the name that was read before it. */
    private Optional<String> foreign(@Nullable Token before) {
        if (offending.getType() == SequentParser.ID || beginsLine()) {
            Optional<String> here = OtherLanguages.instead(offending.getText());
            if (here.isPresent()) {
                return here;
            }
        }
        if (before != null && before.getText().equals("(") && neighbour(before, -1) instanceof Token called) {
            return OtherLanguages.instead(called.getText());
        }
        if (before == null || before.getLine() != offending.getLine() || before.getType() != SequentParser.ID) {
            return Optional.empty();
        }
        String name = before.getText();
        return name.length() > 1 ? OtherLanguages.instead(name) : Optional.empty(); // one letter may well be a peer
    }

    private String other(String text, @Nullable Token before, Expectation expected) {
        if (before != null && before.getText().equals("return")) {
            return "the value stands on the same line as 'return'";
        }
        String meant = misspelt(before, expected);
        if (!meant.isEmpty()) {
            return "did you mean " + meant + "?";
        }
        if (expected.allowsName() && Expectation.isWord(offending) && !beginsLine()) {
            return "'" + text + "' is a word of the language: choose another name";
        }
        if (expected.allows("~>") || expected.allows("eventually")) {
            return CLAIMS;
        }
        if (line().equals("property") && expected.words().equals(Set.of("("))) {
            return "a property names its peers: property NAME(A : MACHINE) : CLAIM";
        }
        if (expected.allows("at") && line().equals("while")) {
            return "a loop has a bound: while CONDITION at most N { ... }";
        }
        if (expected.allows("in") && (line().equals("on") || line().equals("ignore"))) {
            return "say in which states: in STATE, STATE or in any state";
        }
        if (expected.allows("{") && !expected.allows("}")) {
            return "a block stands in braces, even around one statement";
        }
        return "";
    }

    /** The word of the language that the offending name, or the one before it, was meant to be. */
    private String misspelt(@Nullable Token before, Expectation expected) {
        if (offending.getType() == SequentParser.ID && !expected.allows(":=")) {
            return SyntaxMessages.nearestWord(offending.getText(), expected.words());
        }
        if (before == null || before.getType() != SequentParser.ID || !expected.allows(":=") || !beginsLine(before)) {
            return "";
        }
        return SyntaxMessages.nearestWord(before.getText(), STATEMENTS);
    }

    /** The first word of the offending token's line, or of the one before when it begins a line. */
    private String line() {
        Token first = offending;
        for (int i = offending.getTokenIndex() - 1; i >= 0; i--) {
            Token token = tokens.get(i);
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                if (token.getLine() < first.getLine() && first != offending) {
                    break;
                }
                first = token;
            }
        }
        return first.getText();
    }

    /** Does the offending token begin an item of a machine or a declaration, as after a block that was not closed? */
    boolean beginsItem() {
        return ITEMS.contains(offending.getText()) && beginsLine();
    }

    private boolean beginsLine() {
        return beginsLine(offending);
    }

    private boolean beginsLine(Token token) {
        Token before = neighbour(token, -1);
        return before == null || before.getLine() < token.getLine();
    }

    /**
     * The brace that is not closed: the first whose line is indented differently from the line that closes it,
     * otherwise the innermost that is open before the offending token.
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
        return neighbour(offending, direction);
    }

    private @Nullable Token neighbour(Token token, int direction) {
        int at = token.getTokenIndex() + direction;
        while (at >= 0 && at < tokens.size()) {
            Token candidate = tokens.get(at);
            if (candidate.getChannel() == Token.DEFAULT_CHANNEL) {
                return candidate.getType() == Token.EOF ? null : candidate;
            }
            at += direction;
        }
        return null;
    }

    private static boolean touches(@Nullable Token left, @Nullable Token right) {
        return left != null && right != null && left.getStopIndex() + 1 == right.getStartIndex();
    }
}
