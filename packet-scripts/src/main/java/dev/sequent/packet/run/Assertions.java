package dev.sequent.packet.run;

import dev.sequent.packet.script.Symbols;
import dev.sequent.packet.syntax.CodeStatements;
import java.math.BigInteger;
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
        for (CodeStatements.Statement statement : CodeStatements.of(code)) {
            if (!statement.readable()) {
                throw unknown(statement.text());
            }
            tokens = statement.tokens();
            at = 0;
            Optional<String> wrong = statement(statement.text());
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<String> statement(String statement) {
        String verb = next();
        if (verb.equals("print")) {
            List<String> shown = new ArrayList<>();
            boolean bracketed = take("(");
            do {
                shown.add(text(disjunction()));
            } while (take(","));
            end(bracketed && take(")") || !bracketed, statement);
            printer.accept(String.join(" ", shown));
            return Optional.empty();
        }
        if (!verb.equals("assert")) {
            throw unknown(statement);
        }
        boolean holds = Arithmetic.isTrue(disjunction());
        String message = take(",") ? ": " + text(disjunction()) : "";
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
            left = Arithmetic.isTrue(left) ? left : right;
        }
        return left;
    }

    private Object conjunction() {
        Object left = negation();
        while (take("and")) {
            Object right = negation();
            left = Arithmetic.isTrue(left) ? right : left;
        }
        return left;
    }

    private Object negation() {
        return take("not") ? (Object) !Arithmetic.isTrue(negation()) : comparison();
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
        int order = Arithmetic.compare(left, right);
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
                left = Arithmetic.whole(left).and(Arithmetic.whole(sum()));
            } else if (take("|")) {
                left = Arithmetic.whole(left).or(Arithmetic.whole(sum()));
            } else {
                return left;
            }
        }
    }

    private Object sum() {
        Object left = product();
        while (true) {
            if (take("+")) {
                left = Arithmetic.of('+', left, product());
            } else if (take("-")) {
                left = Arithmetic.of('-', left, product());
            } else {
                return left;
            }
        }
    }

    private Object product() {
        Object left = sign();
        while (true) {
            if (take("*")) {
                left = Arithmetic.of('*', left, sign());
            } else if (take("//")) {
                left = Arithmetic.floorQuotient(left, sign());
            } else if (take("/")) {
                left = Arithmetic.quotient(left, sign());
            } else if (take("%")) {
                left = Arithmetic.floorRemainder(left, sign());
            } else {
                return left;
            }
        }
    }

    private Object sign() {
        if (take("-")) {
            return Arithmetic.of('-', BigInteger.ZERO, sign());
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
            return Arithmetic.literal(token);
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
            return BigInteger.valueOf(value);
        }
        return BigInteger.valueOf(Symbols.value(name)
                .orElseThrow(() -> new UnsupportedException("the name " + name + " in an assertion")));
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
            case "abs" -> Arithmetic.abs(arguments.getFirst());
            case "int" -> Arithmetic.truncated(arguments.getFirst());
            case "float" -> Arithmetic.number(arguments.getFirst());
            case "str" -> text(arguments.getFirst());
            case "min" -> arguments.stream().min(Arithmetic::compare).orElseThrow();
            case "max" -> arguments.stream().max(Arithmetic::compare).orElseThrow();
            default -> throw new UnsupportedException("the function " + name + " in an assertion");
        };
    }

    private static String text(Object value) {
        return value instanceof Boolean b ? b ? "True" : "False" : value.toString();
    }
}
