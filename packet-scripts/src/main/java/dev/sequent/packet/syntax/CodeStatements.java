package dev.sequent.packet.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts the code between {@code %{} and {@code }%} into statements, and these into tokens. Strings are cut by hand: a
 * pattern with alternatives in a loop takes a stack as deep as they are long.
 */
public final class CodeStatements {

    /**
     * A statement.
     *
     * @param text without what surrounds it
     * @param readable whether it consists of tokens; if not, those before what is none
     */
    public record Statement(String text, List<String> tokens, boolean readable) {
        public Statement {
            tokens = List.copyOf(tokens);
        }
    }

    private static final Pattern PLAIN =
            Pattern.compile("\\d+\\.\\d*|\\.\\d+|0[xX][0-9a-fA-F]+|\\d+|\\w+|==|!=|<=|>=|//|\\*\\*|[-+*/%<>(),&|]");

    private final String code;
    private final List<Statement> all = new ArrayList<>();
    private List<String> tokens = new ArrayList<>();
    private boolean readable = true;
    private int begin;
    private int at;

    /** For each open bracket, how deep the signs and negations before it nest. */
    private final Deque<Integer> open = new ArrayDeque<>();

    private int depth;
    private int prefixes;
    private OptionalInt tooDeep = OptionalInt.empty();

    private CodeStatements(String code) {
        this.code = code;
    }

    /** The statements, each on a line or ended by {@code ;}, without those that are empty. */
    public static List<Statement> of(String code) {
        var cut = new CodeStatements(code);
        cut.cut();
        return List.copyOf(cut.all);
    }

    /** Where brackets, signs and negations nest deeper than {@link Depth#MOST}: the first such place. */
    static OptionalInt tooDeep(String code) {
        var cut = new CodeStatements(code);
        cut.cut();
        return cut.tooDeep;
    }

    private void cut() {
        Matcher plain = PLAIN.matcher(code);
        while (at < code.length()) {
            char c = code.charAt(at);
            if (c == '\n' || c == ';') {
                end();
                at++;
                begin = at;
            } else if (c == '#') {
                end();
                int line = code.indexOf('\n', at);
                at = line < 0 ? code.length() : line;
                begin = at;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '"' || c == '\'') {
                string(c);
            } else if (plain.region(at, code.length()).lookingAt()) {
                token(plain.group());
            } else {
                readable = false;
                at++;
            }
        }
        end();
    }

    private void string(char quote) {
        int to = at + 1;
        while (to < code.length() && code.charAt(to) != quote && code.charAt(to) != '\n') {
            to += code.charAt(to) == '\\' ? 2 : 1;
        }
        if (to >= code.length() || code.charAt(to) != quote) {
            readable = false;
            at++;
            return;
        }
        token(code.substring(at, to + 1));
    }

    private void token(String token) {
        if (readable) {
            tokens.add(token);
        }
        switch (token) {
            case "(" -> {
                open.push(prefixes);
                depth += prefixes + 1;
                prefixes = 0;
            }
            case ")" -> {
                depth -= open.isEmpty() ? 0 : open.pop() + 1;
                prefixes = 0;
            }
            case "not", "-", "+" -> prefixes++;
            default -> prefixes = 0;
        }
        if (depth + prefixes > Depth.MOST && tooDeep.isEmpty()) {
            tooDeep = OptionalInt.of(at);
        }
        at += token.length();
    }

    private void end() {
        String text = code.substring(begin, at).strip();
        if (!text.isEmpty()) {
            all.add(new Statement(text, tokens, readable));
        }
        tokens = new ArrayList<>();
        readable = true;
        open.clear();
        depth = 0;
        prefixes = 0;
    }
}
