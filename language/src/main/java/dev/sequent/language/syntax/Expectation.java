package dev.sequent.language.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** What could have been written at a place, in the words of the language. */
final class Expectation {
    /** Tokens that together are one thing; it is recognised by its first. */
    private record Group(String phrase, List<String> tokens) {}

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "a declaration",
                    List.of(
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
                            "lemma",
                            "witness",
                            "scenario",
                            "import",
                            "protocol")),
            new Group(
                    "an item of a machine",
                    List.of(
                            "receives",
                            "state",
                            "var",
                            "table",
                            "timer",
                            "signal",
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
                            "lemma")),
            new Group(
                    "a statement",
                    List.of(
                            "send",
                            "->",
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
                            "a name")),
            new Group(
                    "an item of a scenario",
                    List.of(
                            "choose",
                            "peer",
                            "network",
                            "set",
                            "bound",
                            "check",
                            "holds",
                            "attacker",
                            "crash",
                            "timed",
                            "fair",
                            "quick")),
            new Group("a claim", List.of("possible", "always", "never", "step", "whenever", "eventually")),
            new Group("an item of a message", List.of("derived", "options", "data", "a name")),
            new Group(
                    "an expression",
                    List.of(
                            "now",
                            "not",
                            "a number",
                            "a hexadecimal number",
                            "true",
                            "false",
                            "none",
                            "(",
                            "if",
                            "running",
                            "channel",
                            "-",
                            "in",
                            "expires",
                            "a name")),
            new Group(
                    "a type",
                    List.of("u8", "bool", "u16", "u32", "u64", "int", "seq", "duration", "time", "ranges", "a name")));

    private static final Set<String> OPERATORS = Set.of(
            "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "mod", "<<", ">>", "and", "or", "implies", "has",
            "present", "in");

    /** Optional parts that are not what was meant when something else is missing. */
    private static final Set<String> ASIDES = Set.of("a text in quotes", "@", ";", "if", "'");

    private final Set<String> words = new TreeSet<>();

    /** @param failure the dead end of a prediction, when there was one: it knows best */
    Expectation(Parser parser, @Nullable ATNConfigSet failure) {
        IntervalSet tokens = new IntervalSet();
        if (failure != null) {
            for (ATNConfig config : failure) {
                for (Transition transition : config.state.getTransitions()) {
                    if (!transition.isEpsilon() && transition.label() != null) {
                        tokens.addAll(transition.label());
                    }
                }
            }
        }
        if (tokens.isNil()) {
            tokens.addAll(parser.getExpectedTokens());
        }
        boolean named = tokens.contains(SequentParser.ID);
        for (int type : tokens.toArray()) {
            if (!(named && SOFT.contains(type))) {
                words.add(word(type));
            }
        }
    }

    /** Tokens of the rule {@code name}: words of the language that are names as well. */
    private static final Set<Integer> SOFT = softWords();

    private static Set<Integer> softWords() {
        var result = new TreeSet<Integer>();
        var atn = SequentParser._ATN;
        for (int type :
                atn.nextTokens(atn.ruleToStartState[SequentParser.RULE_name]).toArray()) {
            if (type != SequentParser.ID) {
                result.add(type);
            }
        }
        return Set.copyOf(result);
    }

    /** Whether the token can be a name: it is one, or a word of the language that is a name elsewhere. */
    static boolean isName(int type) {
        return type == SequentParser.ID || SOFT.contains(type);
    }

    static boolean isWord(Token token) {
        return token.getType() != SequentParser.ID && token.getText().matches("[A-Za-z][A-Za-z0-9-]*");
    }

    boolean allows(String word) {
        return words.contains(word);
    }

    /** The words of the language that could stand there. */
    Set<String> words() {
        return words;
    }

    boolean allowsName() {
        return words.contains("a name");
    }

    boolean allowsOperator() {
        return words.contains("and") || words.contains("+") || words.contains("!=");
    }

    private static String word(int type) {
        return switch (type) {
            case Token.EOF -> "the end of the file";
            case SequentParser.ID -> "a name";
            case SequentParser.INT -> "a number";
            case SequentParser.HEX -> "a hexadecimal number";
            case SequentParser.STRING -> "a text in quotes";
            default -> {
                String literal = SequentParser.VOCABULARY.getLiteralName(type);
                yield literal == null ? "" : literal.substring(1, literal.length() - 1);
            }
        };
    }

    /** For instance {@code ':=' or '('}. */
    String phrase() {
        var rest = new TreeSet<>(words);
        rest.remove("");
        var phrases = new ArrayList<String>();
        for (Group group : GROUPS) {
            if (rest.contains(group.tokens().getFirst())) {
                group.tokens().forEach(rest::remove);
                phrases.add(group.phrase());
            }
        }
        if (phrases.contains("a statement")) {
            phrases.remove("an expression");
        }
        if (phrases.contains("a declaration")) {
            phrases.removeIf(p -> !p.equals("a declaration"));
        }
        boolean operator = allowsOperator() && rest.removeAll(OPERATORS);
        var aside = new TreeSet<>(rest);
        aside.retainAll(ASIDES);
        if (rest.size() + phrases.size() > aside.size()) {
            rest.removeAll(aside);
        }
        rest.stream().filter(w -> w.contains(" ")).forEach(phrases::add);
        rest.stream().filter(w -> !w.contains(" ")).forEach(w -> phrases.add("'" + w + "'"));
        if (phrases.isEmpty() && operator) {
            phrases.add("an operator");
        }
        if (phrases.size() > 6) {
            return "something else";
        }
        return switch (phrases.size()) {
            case 0 -> "something else";
            case 1 -> phrases.getFirst();
            default -> String.join(", ", phrases.subList(0, phrases.size() - 1)) + " or " + phrases.getLast();
        };
    }

    static String found(Token token) {
        return switch (token.getType()) {
            case Token.EOF -> "the end of the file";
            case SequentParser.STRING -> "a text";
            case SequentParser.ID, SequentParser.INT, SequentParser.HEX -> token.getText();
            default -> "'" + token.getText() + "'" + Characters.code(token.getText());
        };
    }
}
