package dev.sequent.packet.run;

import dev.sequent.packet.script.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code between {@code %{} and {@code }%}: {@code assert} and {@code print} of Python, over the fields of TCP_INFO.
 * Expressions are made of numbers, strings, fields, constants, parentheses, arithmetic, comparisons, {@code and},
 * {@code or}, {@code not}, and a few functions. There is nothing else of Python.
 */
final class Assertions {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\\d+\\.\\d*|\\.\\d+|0[xX][0-9a-fA-F]+|\\d+)|(\\w+)|(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')|(==|!=|<=|>=|//|\\*\\*|[-+*/%<>(),&|]))");

    private final Map<String, Long> fields;
    private final Consumer<String> printer;

    private List<String> tokens = List.of();
    private int at;

    /** @param fields of TCP_INFO, as far as they can be observed */
    Assertions(Map<String, Long> fields, Consumer<String> printer) {
        this.fields = fields;
        this.printer = printer;
    }

    /**
     * Runs the statements.
     *
     * @return the first assertion that does not hold, and the values in it; empty if all hold
     * @throws UnsupportedException if there is something else than what is described above
     */
    Optional<String> run(String code) {
        for (String line : code.split("[\\n;]")) {
            String statement = line.replaceFirst("#.*", "").strip();
            if (statement.isEmpty()) {
                continue;
            }
            Optional<String> wrong = statement(statement);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<String> statement(String statement) {
        tokens = tokens(statement);
        at = 0;
        String verb = next();
        if (verb.equals("print")) {
            List<String> shown = new ArrayList<>();
            boolean bracketed = take("(");
            do {
                shown.add(String.valueOf(disjunction()));
            } while (take(","));
            end(bracketed && take(")") || !bracketed, statement);
            printer.accept(String.join(" ", shown));
            return Optional.empty();
        }
        if (!verb.equals("assert")) {
            throw unknown(statement);
        }
        boolean holds = isTrue(disjunction());
        String message = take(",") ? ": " + disjunction() : "";
        end(true, statement);
        return holds ? Optional.empty() : Optional.of(statement + message + values(statement));
    }

    private void end(boolean right, String statement) {
        if (!right || at < tokens.size()) {
            throw unknown(statement);
        }
    }

    /** What the fields in a statement are. */
    private String values(String statement) {
        List<String> shown = new ArrayList<>();
        Matcher name = Pattern.compile("tcpi_\\w+").matcher(statement);
        while (name.find()) {
            String text = name.group() + " is " + fields.get(name.group());
            if (!shown.contains(text)) {
                shown.add(text);
            }
        }
        return shown.isEmpty() ? "" : " (" + String.join(", ", shown) + ")";
    }

    private static UnsupportedException unknown(String statement) {
        return new UnsupportedException("this code: " + statement);
    }

    private static List<String> tokens(String statement) {
        List<String> all = new ArrayList<>();
        Matcher token = TOKEN.matcher(statement);
        int from = 0;
        while (from < statement.length()) {
            if (!token.find(from) || token.start() != from) {
                throw unknown(statement);
            }
            all.add(token.group().strip());
            from = token.end();
        }
        return all;
    }

    private String next() {
        if (at == tokens.size()) {
            throw unknown(String.join(" ", tokens));
        }
        return tokens.get(at++);
    }

    private boolean take(String token) {
        if (at < tokens.size() && tokens.get(at).equals(token)) {
            at++;
            return true;
        }
        return false;
    }

    // ---------------------------------------------------------------- expressions, by precedence

    private Object disjunction() {
        Object left = conjunction();
        while (take("or")) {
            Object right = conjunction();
            left = isTrue(left) ? left : right;
        }
        return left;
    }

    private Object conjunction() {
        Object left = negation();
        while (take("and")) {
            Object right = negation();
            left = isTrue(left) ? right : left;
        }
        return left;
    }

    private Object negation() {
        return take("not") ? (Object) !isTrue(negation()) : comparison();
    }

    /** {@code a < b < c} is {@code a < b and b < c}. */
    private Object comparison() {
        Object left = bits();
        boolean all = true;
        boolean any = false;
        while (at < tokens.size() && tokens.get(at).matches("==|!=|<=|>=|<|>")) {
            String operator = next();
            Object right = bits();
            all &= compare(operator, left, right);
            any = true;
            left = right;
        }
        return any ? (Object) all : left;
    }

    private static boolean compare(String operator, Object left, Object right) {
        if (left instanceof String || right instanceof String) {
            boolean same = left.equals(right);
            return switch (operator) {
                case "==" -> same;
                case "!=" -> !same;
                default -> throw new UnsupportedException("the order of strings");
            };
        }
        int order = Double.compare(number(left), number(right));
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private Object bits() {
        Object left = sum();
        while (true) {
            if (take("&")) {
                left = whole(left) & whole(sum());
            } else if (take("|")) {
                left = whole(left) | whole(sum());
            } else {
                return left;
            }
        }
    }

    private Object sum() {
        Object left = product();
        while (true) {
            if (take("+")) {
                left = arithmetic('+', left, product());
            } else if (take("-")) {
                left = arithmetic('-', left, product());
            } else {
                return left;
            }
        }
    }

    private Object product() {
        Object left = sign();
        while (true) {
            if (take("*")) {
                left = arithmetic('*', left, sign());
            } else if (take("//")) {
                left = Math.floorDiv(whole(left), divisor(sign()));
            } else if (take("/")) {
                left = number(left) / divisor(sign());
            } else if (take("%")) {
                left = Math.floorMod(whole(left), divisor(sign()));
            } else {
                return left;
            }
        }
    }

    private static long divisor(Object value) {
        long divisor = whole(value);
        if (divisor == 0) {
            throw new UnsupportedException("a division by zero");
        }
        return divisor;
    }

    private static Object arithmetic(char operator, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                default -> a * b;
            };
        }
        double a = number(left);
        double b = number(right);
        return switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            default -> a * b;
        };
    }

    private Object sign() {
        if (take("-")) {
            return arithmetic('-', 0L, sign());
        }
        return take("+") ? sign() : primary();
    }

    private Object primary() {
        String token = next();
        char first = token.charAt(0);
        if (token.equals("(")) {
            Object inner = disjunction();
            close();
            return inner;
        }
        if (first == '"' || first == '\'') {
            return token.substring(1, token.length() - 1);
        }
        if (Character.isDigit(first) || first == '.') {
            return token.matches("\\d+|0[xX].*")
                    ? (Object) Long.decode(token.replaceFirst("^0+(?=\\d)", ""))
                    : Double.valueOf(token);
        }
        if (take("(")) {
            return function(token);
        }
        return name(token);
    }

    private void close() {
        if (!take(")")) {
            throw unknown(String.join(" ", tokens));
        }
    }

    private Object name(String name) {
        if (name.equals("True") || name.equals("False")) {
            return name.equals("True");
        }
        if (name.startsWith("tcpi_")) {
            Long value = fields.get(name);
            if (value == null) {
                throw new UnsupportedException(name + ": the host does not let that be observed");
            }
            return value;
        }
        return Symbols.value(name).orElseThrow(() -> new UnsupportedException("the name " + name + " in an assertion"));
    }

    private Object function(String name) {
        List<Object> arguments = new ArrayList<>();
        do {
            arguments.add(disjunction());
        } while (take(","));
        close();
        boolean several = name.equals("min") || name.equals("max");
        if (!several && arguments.size() != 1) {
            throw new UnsupportedException("the function " + name + " with " + arguments.size() + " arguments");
        }
        return switch (name) {
            case "abs" ->
                arguments.getFirst() instanceof Long n ? (Object) Math.abs(n) : Math.abs(number(arguments.getFirst()));
            case "int" -> (long) number(arguments.getFirst());
            case "float" -> number(arguments.getFirst());
            case "str" -> String.valueOf(arguments.getFirst());
            case "min" ->
                arguments.stream()
                        .min((a, b) -> Double.compare(number(a), number(b)))
                        .orElseThrow();
            case "max" ->
                arguments.stream()
                        .max((a, b) -> Double.compare(number(a), number(b)))
                        .orElseThrow();
            default -> throw new UnsupportedException("the function " + name + " in an assertion");
        };
    }

    private static boolean isTrue(Object value) {
        return value instanceof Boolean b ? b : value instanceof String s ? !s.isEmpty() : number(value) != 0;
    }

    private static double number(Object value) {
        return switch (value) {
            case Long n -> n;
            case Double d -> d;
            case Boolean b -> b ? 1 : 0;
            default -> throw new UnsupportedException("arithmetic with the string '" + value + "'");
        };
    }

    private static long whole(Object value) {
        double number = number(value);
        if (number != Math.rint(number)) {
            throw new UnsupportedException("arithmetic on whole numbers with " + value);
        }
        return value instanceof Long n ? n : (long) number;
    }
}
