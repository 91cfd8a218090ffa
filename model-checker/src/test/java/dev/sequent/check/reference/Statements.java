package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.List;

/** What the rules of a generated machine do. Numbers stay small, so that there are few states. */
final class Statements {
    private final Dice dice;
    private final Shape shape;
    private int locals;

    /**
     * Where a statement stands.
     *
     * @param message the prefix of the arriving message; empty elsewhere
     * @param procedure in a procedure there is no {@code done}
     */
    record Place(String message, boolean procedure, boolean calls) {}

    Statements(Dice dice, Shape shape) {
        this.dice = dice;
        this.shape = shape;
    }

    List<Node> body(Place place, int depth) {
        var body = new ArrayList<Node>();
        int count = dice.below(3) + (depth == 0 ? 1 : 0);
        for (int i = 0; i < count; i++) {
            body.addAll(statement(place, depth));
        }
        return body;
    }

    private List<Node> statement(Place place, int depth) {
        int kind = dice.below(depth < 2 ? 22 : 14);
        return switch (kind) {
            case 0, 1, 2 -> List.of(Node.line("-> " + dice.of(shape.states())));
            case 3, 4, 5 -> List.of(Node.line(send()));
            case 6, 7 -> timer();
            case 8 -> List.of(Node.line("signal " + dice.of(shape.told())));
            case 9, 10, 11, 12 -> variable(dice.of(shape.variables()), place);
            case 13 -> rare(place);
            case 14, 15, 16 -> choice(place, depth);
            case 17 ->
                List.of(Node.block("in " + String.join(", ", dice.some(shape.states())), body(place, depth + 1)));
            case 18 -> loop();
            case 19 -> local(place, depth);
            default -> variable("N", place);
        };
    }

    private List<Node> choice(Place place, int depth) {
        var more = new ArrayList<String>();
        if (!place.message().isEmpty()) {
            more.addAll(Conditions.ofMessage(dice, place.message()));
        }
        if (dice.percent(20)) {
            more.add("above(" + dice.below(2) + ")");
        }
        var then = new ArrayList<>(body(place, depth + 1));
        if (!place.procedure() && !place.calls() && dice.percent(20)) {
            then.add(Node.line(place.message().isEmpty() ? "done" : "drop"));
        }
        String condition = new Conditions(dice, shape, "").random(more);
        var result = new ArrayList<>(List.of(Node.block("if " + condition, then)));
        if (dice.percent(30)) {
            result.add(Node.block("if not (" + condition + ")", body(place, depth + 1)));
        }
        return result;
    }

    private String send() {
        var text = new StringBuilder("send ").append(dice.of(shape.messages()));
        text.append(" <X=").append(number()).append('>');
        if (dice.percent(60)) {
            text.append("<CTL=")
                    .append(dice.of("SYN", "ACK", "SYN,ACK", "ACK if (N = 1)"))
                    .append('>');
        }
        if (dice.percent(20)) {
            text.append("<OPT=")
                    .append(dice.below(2))
                    .append(dice.percent(50) ? " if (N > 0)" : "")
                    .append('>');
        }
        if (dice.percent(20)) {
            text.append("<TEXT=").append(dice.below(3)).append('>');
        }
        if (dice.percent(10)) {
            text.append("<TOS=1>");
        }
        return text.toString();
    }

    private String number() {
        return switch (dice.below(4)) {
            case 0 -> "N";
            case 1 -> "min(N + 1, 2)";
            default -> String.valueOf(dice.below(3));
        };
    }

    private List<Node> timer() {
        if (shape.used().isEmpty()) {
            return List.of();
        }
        String timer = dice.of(shape.used());
        return List.of(Node.line(
                switch (dice.below(6)) {
                    case 0 -> "stop " + timer;
                    case 1 -> "start " + timer + " at now + " + dice.of("1 s", "2 s", "RETRY");
                    case 2 -> "start " + timer + " after " + dice.of("0 s", "700 ms", "1500 ms");
                    default -> "start " + timer + " after " + dice.of("1 s", "2 s", "RETRY", "2 RETRY");
                }));
    }

    private List<Node> variable(String variable, Place place) {
        String assigned = switch (variable) {
            case "N" ->
                "N := "
                        + (shape.chooses() && dice.percent(40)
                                ? "pick()"
                                : !place.message().isEmpty() && dice.percent(40)
                                        ? "min(" + place.message() + "X, 2)"
                                        : dice.of("min(N + 1, 2)", "(N + 1) mod 3", "0", "1", "next(N)"));
            case "K" -> "K := " + dice.of("1", "K * 2 mod 6", "max(1, K - 1)");
            case "Z" -> "Z := " + dice.of("0", "- 1", "0 - Z", "max(0 - 2, Z - 1)");
            case "B" -> "B := " + dice.of("true", "false", "not B");
            case "Q" -> "Q := " + dice.of("0", "1", "4294967295", "sequence(N)", shape.has("W") ? "W" : "2");
            case "W" -> "W := " + dice.of("0", "2147483648", "1", shape.has("Q") ? "Q + 1" : "3");
            case "HUE" -> "HUE := " + dice.of("RED", "GREEN", "BLUE");
            case "O" -> "O := " + dice.of("none", "1", "N", "0");
            case "D" -> "D := " + dice.of("1 s", "RETRY", "if N > 0 then 0 s else 2 s");
            case "SINCE" -> "SINCE := " + dice.of("now", "now", "none");
            case "LAST" -> "LAST := now";
            case "IRS" -> place.message().isEmpty() ? "N := 1" : "IRS := sequence(" + place.message() + "X)";
            default -> "";
        };
        return assigned.isEmpty() ? holding(variable) : List.of(Node.line(assigned));
    }

    private List<Node> holding(String variable) {
        if (variable.equals("R")) {
            return List.of(Node.line(dice.of(
                    "add 0 .. 2 to R",
                    "add 2 .. 3 to R",
                    "add 5 .. 6 to R",
                    "cut R below 1",
                    "clear R",
                    "add 9 .. 11 to R")));
        }
        return switch (dice.below(3)) {
            case 0 ->
                List.of(Node.block(
                        "if room(ROWS) > 0", List.of(Node.line("insert into ROWS { KEY := N, MARK := true }"))));
            case 1 ->
                List.of(Node.block(
                        "find row in ROWS where row.KEY = " + dice.below(2),
                        List.of(Node.line(dice.of("row.MARK := not row.MARK", "remove row", "N := 1")))));
            default -> List.of(Node.line("clear ROWS"));
        };
    }

    private List<Node> rare(Place place) {
        return List.of(Node.line(
                switch (dice.below(6)) {
                    case 0, 1 -> "delete TCB";
                    case 2 -> "assert N < " + (2 + dice.below(2)) + " \"small\"";
                    case 3 -> "poke(" + dice.below(3) + ")";
                    case 4 -> shape.procedure() && !place.procedure() ? "act(" + dice.below(2) + ")" : "N := N * 1";
                    default -> shape.has("O") ? "N := O" : "N := 3 - N";
                }));
    }

    private List<Node> loop() {
        return dice.percent(50)
                ? List.of(Node.block("while N < 2 at most 3", List.of(Node.line("N := N + 1"))))
                : List.of(Node.block(
                        "for i" + locals + " from 1 to " + dice.of("2", "N"),
                        List.of(Node.line("N := min(N + i" + locals++ + ", 2)"))));
    }

    private List<Node> local(Place place, int depth) {
        String name = "x" + locals++;
        var result = new ArrayList<>(List.of(
                Node.line(dice.percent(50) ? "let " + name + " = N + 1" : "var " + name + " : u8 := min(N, 1)")));
        result.add(Node.block("if " + name + " > 1", body(place, depth + 1)));
        return result;
    }
}
