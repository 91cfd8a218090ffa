package dev.sequent.language.syntax;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.LimitMessages;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Measures how deep the tokens of a file nest and how long its chains are, before they are parsed: whatever follows the
 * nesting (including the parser's own lookahead) recurses, on a finite stack.
 *
 * <p>It counts what can be seen in any text, right or wrong: open brackets, and within them {@code not}, {@code then}
 * and {@code implies}, which nest to the right.
 */
final class Nesting {
    /** Words that an expression may hold; every other one begins something else. */
    private static final Set<String> IN_EXPRESSIONS = Set.of(
            "if",
            "in",
            "has",
            "present",
            "running",
            "channel",
            "sends",
            "receives",
            "calls",
            "signals",
            "expires",
            "where",
            "true",
            "false",
            "none",
            "now",
            "any",
            "when",
            "empty");

    private static final Set<String> OPERATORS =
            Set.of("+", "-", "*", "/", "mod", "<<", ">>", "=", "!=", "<", "<=", ">", ">=");

    private enum Kind {
        OPEN,
        BLOCK,
        CLOSE,
        END_OF_BLOCK,
        NOT,
        LOGIC,
        IMPLIES,
        THEN,
        ELSE,
        OPERATOR,
        COMMA,
        IF,
        BEGIN,
        OTHER
    }

    private static final Map<Integer, Kind> KINDS = kinds();

    private static final class Level {
        int nots;
        int branches;
        int terms;
        int elses;

        int depth() {
            return 1 + nots + branches;
        }

        void begin() {
            nots = 0;
            branches = 0;
            terms = 0;
        }
    }

    private final Deque<Level> open = new ArrayDeque<>();
    private Level here = new Level();
    private int below;

    private Nesting() {}

    /** The first place that goes beyond a limit. */
    static Optional<Diagnostic> check(List<? extends Token> tokens) {
        return new Nesting().first(tokens);
    }

    private Optional<Diagnostic> first(List<? extends Token> tokens) {
        Kind before = Kind.OTHER;
        Token last = null;
        for (Token token : tokens) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            Kind kind = KINDS.getOrDefault(token.getType(), Kind.OTHER);
            follow(kind, before);
            if (below + here.depth() > SyntaxLimits.NESTING) {
                return Optional.of(LimitMessages.nesting(Spans.of(token), SyntaxLimits.NESTING));
            }
            if (here.terms > SyntaxLimits.CHAIN) {
                return Optional.of(
                        LimitMessages.chain(Spans.of(token), "operators in one expression", SyntaxLimits.CHAIN));
            }
            if (here.elses > SyntaxLimits.CHAIN) {
                return Optional.of(LimitMessages.chain(
                        Spans.of(last == null ? token : last), "else ifs after one if", SyntaxLimits.CHAIN));
            }
            before = kind;
            last = token;
        }
        return Optional.empty();
    }

    private void follow(Kind kind, Kind before) {
        boolean chained = kind == Kind.ELSE && before == Kind.END_OF_BLOCK || kind == Kind.IF && before == Kind.ELSE;
        if (before == Kind.END_OF_BLOCK && !chained) {
            here.elses = 0;
        }
        switch (kind) {
            case BLOCK -> {
                here.begin();
                push();
            }
            case OPEN -> push();
            case CLOSE -> pop();
            case END_OF_BLOCK -> {
                pop();
                here.begin();
            }
            case NOT -> here.nots++;
            case LOGIC -> {
                here.nots = 0;
                here.terms++;
            }
            case IMPLIES -> {
                here.nots = 0;
                here.branches++;
                here.terms++;
            }
            case THEN -> {
                here.nots = 0;
                here.branches++;
            }
            case ELSE -> {
                here.nots = 0;
                here.elses += before == Kind.END_OF_BLOCK ? 1 : 0;
            }
            case OPERATOR -> here.terms++;
            case COMMA, BEGIN -> here.begin();
            case IF, OTHER -> {}
        }
    }

    private void push() {
        below += here.depth();
        open.push(here);
        here = new Level();
    }

    private void pop() {
        if (!open.isEmpty()) {
            here = open.pop();
            below -= here.depth();
        }
    }

    private static Map<Integer, Kind> kinds() {
        var kinds = new HashMap<Integer, Kind>();
        for (int type = 1; type <= SequentParser.VOCABULARY.getMaxTokenType(); type++) {
            String literal = SequentParser.VOCABULARY.getLiteralName(type);
            if (literal != null) {
                kinds.put(type, kind(literal.substring(1, literal.length() - 1), type));
            }
        }
        return kinds;
    }

    private static Kind kind(String literal, int type) {
        return switch (literal) {
            case "(", "[" -> Kind.OPEN;
            case "{" -> Kind.BLOCK;
            case ")", "]" -> Kind.CLOSE;
            case "}" -> Kind.END_OF_BLOCK;
            case "not" -> Kind.NOT;
            case "and", "or" -> Kind.LOGIC;
            case "implies" -> Kind.IMPLIES;
            case "then" -> Kind.THEN;
            case "else" -> Kind.ELSE;
            case "if" -> Kind.IF;
            case "," -> Kind.COMMA;
            case ":=", ";", "->", "~>" -> Kind.BEGIN;
            default -> {
                boolean word = Character.isLetter(literal.charAt(0)) && !Expectation.isName(type);
                yield OPERATORS.contains(literal)
                        ? Kind.OPERATOR
                        : word && !IN_EXPRESSIONS.contains(literal) ? Kind.BEGIN : Kind.OTHER;
            }
        };
    }
}
