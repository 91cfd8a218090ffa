package dev.sequent.codegen.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Writes specifications that mean nothing and are well-typed: random statements over variables of every type. What they
 * compute overflows, divides by zero, leaves its range and reads what is not there, often.
 */
final class RandomSpecification {
    private static final int CALLS = 20;

    private final Random random;
    private final RandomExpressions expressions;
    private int names;
    private int assumptions;

    private RandomSpecification(long seed) {
        random = new Random(seed);
        expressions = new RandomExpressions(random);
    }

    static String text(long seed) {
        return new RandomSpecification(seed).text();
    }

    private String text() {
        var calls = new StringBuilder();
        for (int i = 0; i < CALLS; i++) {
            expressions.forget();
            calls.append("  event G")
                    .append(i)
                    .append("(a : u16, b : int, c : seq, d : bool)\n  on G")
                    .append(i);
            calls.append(" in any state {\n")
                    .append(block(2 + random.nextInt(3), 2, "    "))
                    .append("  }\n");
        }
        return """
                protocol FUZZ
                enum E { X, Y, Z }
                param P : u16 = 100 in 0 .. 65535
                param PD : duration = 5 ms in 0 ms .. 1 s
                extern function ext(n : u32) : u32
                extern function coin() : bool
                machine M {
                  state S0 initial, S1, S2
                  var I, J : int
                  var N8 : u8 = 7
                  var N16 : u16
                  var N32 : u32
                  var N64 : u64
                  var Q1 : seq = 4294967290
                  var Q2 : seq
                  var D1, D2 : duration = 3 ms
                  var T1 : time
                  var B1, B2 : bool
                  var C : E
                  var O16 : u16?
                  var OQ : seq?
                  var R : ranges[2]
                  table TAB[2] { k : u8, v : u32, q : seq, o : u16?, f : bool }
                  timer CLOCK
                  timer ALARM
                  signal ping
                  effect eff(m : u32, n : seq, o : bool, p : duration)
                  function twice(n : int) : int { if n > 1000 { return n } return n * 2 }
                  function narrow(n : int) : u8 = n
                  function behind(n : seq) : seq = n - N16
                  procedure put(n : u16, m : bool) {
                    if m { return }
                    N16 := n + 1
                  }
                %s  on timeout CLOCK in any state { I := I + 1 }
                  on timeout ALARM in any state { -> S0 }
                  event MOVE()
                  on MOVE in S0 { -> S1 }
                  on MOVE in S1 { -> S2 }
                  on MOVE in S2 { start CLOCK after 1 ms ; start ALARM after 2 ms ; -> S0 }
                  observe small : u8 = N8 + N16 / (N32 - 3)
                  observe far   : seq = behind(Q1)
                  observe warm  : bool = B1 and running CLOCK or in S1 | S2
                  observe kind  : E = if O16 present then C else Z
                  observe left  : duration = D1 - D2
                  observe sum   : int = twice(I) - J + O16-OR-ZERO()
                  function O16-OR-ZERO() : u16 = if O16 present then O16 else 0
                  invariant i : I <= J or B1 and Q1 < Q2 + N8 / (N16 - 3)
                }
                property p(A, B : M) : always A in S0 or channel empty or A.I <= B.J and (A.Q1 < B.Q2 or B.B1)
                """.formatted(calls);
    }

    private String block(int statements, int depth, String indent) {
        int scope = expressions.scope();
        var text = new StringBuilder();
        for (int i = 0; i < statements; i++) {
            text.append(indent).append(statement(depth, indent)).append('\n');
        }
        expressions.leave(scope);
        return text.toString();
    }

    private String nested(int depth, String indent) {
        return "{\n" + block(1 + random.nextInt(2), depth - 1, indent + "  ") + indent + "}";
    }

    private String statement(int depth, String indent) {
        int kind = random.nextInt(depth > 0 ? 26 : 19);
        return switch (kind) {
            case 0, 1, 2 -> pick("I", "J", "N8", "N16", "N32", "N64") + " := " + expressions.integer(3);
            case 3, 4 -> pick("Q1", "Q2") + " := " + expressions.seq(3);
            case 5 -> pick("D1", "D2") + " := " + expressions.duration(3);
            case 6 -> "T1 := " + expressions.time(2);
            case 7 -> pick("B1", "B2") + " := " + expressions.bool(3);
            case 8 -> "C := " + pick("X", "Y", "Z", "if " + expressions.bool(1) + " then X else C");
            case 9 -> "O16 := " + pick("none", expressions.integer(2));
            case 10 -> "OQ := " + pick("none", expressions.seq(2));
            case 11 -> "eff(" + arguments() + ")";
            case 12 -> "add Q1 .. (Q1 + " + pick("a", "3", "N8") + ") to R";
            case 13 -> pick("clear R", "clear TAB", "cut R below (Q1 + 2)", "signal ping", "stop CLOCK", "delete TCB");
            case 14 -> "start " + pick("CLOCK", "ALARM") + " after " + expressions.duration(2);
            case 15 -> "-> " + pick("S0", "S1", "S2");
            case 16 -> declare("let ", " = ");
            case 17 -> declare("var ", " := ");
            case 18 -> "put(" + expressions.integer(1) + ", " + expressions.bool(1) + ")";
            case 19 -> "if " + expressions.bool(2) + " " + nested(depth, indent) + " else " + nested(depth, indent);
            case 20 -> "in S0, S1 " + nested(depth, indent);
            case 21 -> loop(depth, indent);
            case 22 ->
                "insert into TAB { k := " + expressions.integer(1) + ", v := " + expressions.integer(1) + ", q := "
                        + expressions.seq(1) + (random.nextBoolean() ? ", o := a" : "") + " }";
            case 23 -> rows(depth, indent);
            case 24 -> "for each x .. y in R { eff(y - x, x, " + expressions.bool(1) + ", D1) }";
            default -> assumption(pick("not ", "") + "(" + expressions.bool(2) + " and " + expressions.bool(1) + ")");
        };
    }

    private String assumption(String condition) {
        assumptions++;
        return assumptions % 2 == 0
                ? "assert " + condition
                : "if not (" + condition + ") { unreachable \"so it is thought\" }";
    }

    private String arguments() {
        return new StringJoiner(", ")
                .add(expressions.integer(2))
                .add(expressions.seq(2))
                .add(expressions.bool(2))
                .add(expressions.duration(2))
                .toString();
    }

    private String declare(String keyword, String becomes) {
        var name = "l" + names++;
        var value = random.nextBoolean() ? "(0 + " + expressions.integer(2) + ")" : expressions.seq(2);
        var text = keyword + name + becomes + value;
        if (value.startsWith("(0 + ")) {
            expressions.integers.add(name);
        } else {
            expressions.seqs.add(name);
        }
        return text;
    }

    private String loop(int depth, String indent) {
        if (random.nextBoolean()) {
            return "while " + expressions.bool(2) + " at most " + pick("3", "N8", "a") + " " + nested(depth, indent);
        }
        var name = "i" + names++;
        var head = "for " + name + " from " + pick("1", "N8 - 2", "0") + " to " + pick("4", "2", "N8") + " ";
        int scope = expressions.scope();
        expressions.integers.add(name);
        var text = head + nested(depth, indent);
        expressions.leave(scope);
        return text;
    }

    private String rows(int depth, String indent) {
        var row = "r" + names++;
        int scope = expressions.scope();
        expressions.integers.addAll(List.of(row + ".k", row + ".v"));
        expressions.seqs.add(row + ".q");
        var change = pick(
                row + ".v := " + expressions.integer(2),
                row + ".q := " + expressions.seq(2),
                row + ".o := none",
                row + ".f := not " + row + ".f",
                "if " + row + ".o present { I := " + row + ".o }",
                "remove " + row);
        var where = expressions.bool(2);
        expressions.leave(scope);
        return random.nextBoolean()
                ? "for each " + row + " in TAB where " + where + " { " + change + " }"
                : "find " + row + " in TAB where " + where + " { " + change + " } else " + nested(depth, indent);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Expressions of each type, in brackets so that precedence is no matter. */
    private static final class RandomExpressions {
        private static final List<String> INTEGERS = List.of("I", "J", "N8", "N16", "N32", "N64", "a", "b", "P");
        private static final List<String> SEQS = List.of("Q1", "Q2", "c");

        final List<String> integers = new ArrayList<>();
        final List<String> seqs = new ArrayList<>();
        private final Random random;

        RandomExpressions(Random random) {
            this.random = random;
            forget();
        }

        void forget() {
            integers.clear();
            integers.addAll(INTEGERS);
            seqs.clear();
            seqs.addAll(SEQS);
        }

        /** Both sizes in one number. */
        int scope() {
            return integers.size() << 16 | seqs.size();
        }

        void leave(int scope) {
            integers.subList(scope >>> 16, integers.size()).clear();
            seqs.subList(scope & 0xffff, seqs.size()).clear();
        }

        private String one(List<String> names) {
            return names.get(random.nextInt(names.size()));
        }

        private String pick(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private String literal() {
            return pick("1", "2", "7", "255", "256", "65536", "4294967295", "9223372036854775807", "1000003");
        }

        String integer(int depth) {
            if (depth == 0) {
                return one(integers);
            }
            var left = integer(depth - 1);
            var right = random.nextInt(3) == 0 ? literal() : integer(depth - 1);
            return switch (random.nextInt(22)) {
                case 0, 1 -> "(" + left + " + " + right + ")";
                case 2, 3 -> "(" + left + " - " + right + ")";
                case 4 -> "(" + left + " * " + right + ")";
                case 5 -> "(" + left + " / " + right + ")";
                case 6 -> "(" + left + " mod " + right + ")";
                case 7 -> "(" + left + " << " + pick("1", "31", "62", "N8") + ")";
                case 8 -> "(" + left + " >> " + pick("1", "32", "63", "a") + ")";
                case 9 -> "(-" + left + ")";
                case 10 -> "abs(" + left + ")";
                case 11 -> pick("min(", "max(") + left + ", " + integer(depth - 1) + ", " + integer(0) + ")";
                case 12 -> "ord(" + bool(depth - 1) + ")";
                case 13 -> "number(" + seq(depth - 1) + ")";
                case 14 -> "(" + seq(depth - 1) + " - " + seq(depth - 1) + ")";
                case 15 -> "(if " + bool(depth - 1) + " then " + left + " else " + integer(depth - 1) + ")";
                case 16 -> pick("count(R)", "room(R)", "total(R)", "count(TAB)", "room(TAB)");
                case 17 -> pick("twice(", "narrow(", "ext(") + left + ")";
                case 18 -> "count-of(" + duration(depth - 1) + ", " + pick("1 ms", "PD", "D2") + ")";
                case 19 -> "(" + duration(depth - 1) + " / " + pick("D1", "PD", "2 ms") + ")";
                case 20 -> pick("(if O16 present then O16 else 3)", "(0 + O16)");
                default -> left;
            };
        }

        String seq(int depth) {
            if (depth == 0) {
                return one(seqs);
            }
            var left = seq(depth - 1);
            return switch (random.nextInt(9)) {
                case 0, 1 -> "(" + left + " + " + integer(depth - 1) + ")";
                case 2, 3 -> "(" + left + " - " + integer(depth - 1) + ")";
                case 4 -> pick("min(", "max(") + left + ", " + seq(depth - 1) + ")";
                case 5 -> "sequence(" + integer(depth - 1) + ")";
                case 6 -> "(if " + bool(depth - 1) + " then " + left + " else " + seq(depth - 1) + ")";
                case 7 -> pick("end-of-run(R, " + left + ")", "first(R)", "last(R)", "behind(" + left + ")");
                default -> pick(left, "(if OQ present then OQ else Q2)");
            };
        }

        String duration(int depth) {
            if (depth == 0) {
                return pick("D1", "D2", "PD", "1 ms", "2 s");
            }
            var left = pick("D1", "D2", "PD");
            var other = duration(depth - 1);
            return switch (random.nextInt(8)) {
                case 0 -> "(" + left + " + " + other + ")";
                case 1 -> "(" + left + " - " + other + ")";
                case 2 -> "(" + left + " * " + integer(depth - 1) + ")";
                case 3 -> "(" + left + " / " + integer(depth - 1) + ")";
                case 4 -> pick("min(", "max(") + left + ", " + other + ")";
                case 5 -> "(" + time(depth - 1) + " - " + time(0) + ")";
                case 6 -> "(if " + bool(depth - 1) + " then " + left + " else " + other + ")";
                default -> pick("abs(" + left + ")", "(-" + left + ")");
            };
        }

        String time(int depth) {
            if (depth == 0) {
                return pick("now", "T1");
            }
            return "(" + time(depth - 1) + pick(" + ", " - ") + duration(depth - 1) + ")";
        }

        String bool(int depth) {
            if (depth == 0) {
                return pick("B1", "B2", "d", "in S0", "in S1 | S2", "running CLOCK", "O16 present", "OQ present");
            }
            var relation = pick(" < ", " <= ", " > ", " >= ", " = ", " != ");
            return "("
                    + switch (random.nextInt(10)) {
                        case 0, 1, 2 -> integer(depth - 1) + relation + integer(depth - 1);
                        case 3, 4 -> seq(depth - 1) + relation + seq(depth - 1);
                        case 5 -> pick("D1", "D2") + relation + duration(depth - 1);
                        case 6 ->
                            pick("not " + bool(depth - 1), "covers(R, " + seq(depth - 1) + ")", "coin()", "C = Y");
                        case 7 -> bool(depth - 1) + " and " + bool(depth - 1);
                        case 8 -> bool(depth - 1) + " or " + bool(depth - 1);
                        default -> bool(depth - 1) + " implies " + bool(depth - 1);
                    }
                    + ")";
        }
    }
}
