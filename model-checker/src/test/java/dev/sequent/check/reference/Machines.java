package dev.sequent.check.reference;

import dev.sequent.check.reference.Statements.Place;
import java.util.ArrayList;
import java.util.List;

/** Writes a machine of a given shape: declarations, and a rule for every trigger in every state. */
final class Machines {
    private final Dice dice;
    private final Shape shape;
    private final Statements statements;

    Machines(Dice dice, Shape shape) {
        this.dice = dice;
        this.shape = shape;
        this.statements = new Statements(dice, shape);
    }

    Node write() {
        var items = new ArrayList<Node>();
        declarations(items);
        items.add(Node.line("function next(x : u8) : u8 = (x + 1) mod 3"));
        items.add(Node.line("function above(x : u8) : bool = N > x"));
        if (shape.procedure()) {
            items.add(Node.block("procedure act(n : u8)", statements.body(new Place("", true, false), 1)));
        }
        if (dice.percent(20)) {
            items.add(Node.block(
                    "before sending " + shape.messages().getFirst(),
                    List.of(Node.block(
                            "if OUT.CTL has ACK", List.of(Node.line(dice.of("OUT.X := N", "OUT.OPT := none")))))));
        }
        items.add(Node.block("on GO in any state", start()));
        calls("RUN", "on RUN", items, List.of(Node.line("return ok")));
        calls("POKE", "on POKE", items, List.of());
        if (shape.quiet()) {
            items.add(Node.block("on QUIET in any state", statements.body(new Place("", false, false), 1)));
        }
        shape.messages().forEach(m -> arrivals(m, items));
        for (String timer : shape.timers()) {
            items.add(
                    shape.used().contains(timer)
                            ? Node.block(
                                    "on timeout " + timer + " in any state",
                                    statements.body(new Place("", false, false), 0))
                            : Node.line("ignore timeout " + timer + " in any state"));
        }
        for (int i = 0; i < dice.below(3); i++) {
            items.add(Node.line("invariant inv-" + i + " : " + likely(new Conditions(dice, shape, "").still())));
        }
        return Node.block("machine " + shape.name(), items);
    }

    /** Mostly something that holds in some states only; often weak enough to hold for long. */
    private String likely(String condition) {
        return dice.percent(60) ? "(" + condition + ") or N < 2" : condition;
    }

    private void declarations(List<Node> items) {
        items.add(Node.line("state " + shape.states().getFirst() + " initial"
                + String.join(
                        "", shape.states().stream().skip(1).map(s -> ", " + s).toList())));
        Shape.VARIABLES.stream()
                .filter(v -> shape.has(v.substring(0, v.indexOf(' '))))
                .forEach(v -> items.add(Node.line("var " + v)));
        if (shape.has("ROWS")) {
            items.add(Node.line("table ROWS[2] { KEY : u8, MARK : bool }"));
        }
        shape.timers().forEach(t -> items.add(Node.line("timer " + t)));
        shape.signals().forEach(s -> items.add(Node.line("signal " + s)));
        items.add(Node.line("outcome ok"));
        items.add(Node.line("outcome refused"));
        items.add(Node.line("call GO(n : u8)"));
        items.add(Node.line("call RUN()"));
        items.add(Node.line("event POKE()"));
        if (shape.quiet()) {
            items.add(Node.line("event QUIET() after batch"));
        }
        items.add(Node.line("effect poke(n : u8)"));
        items.add(Node.line("stream in { since IRS }"));
        shape.messages().forEach(m -> items.add(Node.line("receives " + m)));
    }

    /** Every state is entered and every timer started somewhere: the language demands it. */
    private List<Node> start() {
        var body = new ArrayList<Node>();
        body.addAll(statements.body(new Place("", false, true), 1));
        for (int s = 1; s < shape.states().size(); s++) {
            body.add(Node.block(
                    "if n = " + s, List.of(Node.line("-> " + shape.states().get(s)))));
        }
        int n = 0;
        for (String timer : shape.used()) {
            body.add(Node.block(
                    "if n " + dice.of("=", "!=") + " " + n++, List.of(Node.line("start " + timer + " after 1 s"))));
        }
        var others =
                shape.timers().stream().filter(t -> !shape.used().contains(t)).toList();
        if (!others.isEmpty()) {
            body.add(Node.block(
                    "if n > 200",
                    others.stream()
                            .map(t -> Node.line("start " + t + " after 1 s"))
                            .toList()));
        }
        body.addAll(statements.body(new Place("", false, true), 0));
        body.add(Node.line("return ok"));
        return body;
    }

    private void calls(String name, String head, List<Node> items, List<Node> end) {
        for (List<String> states : groups()) {
            String where = " in " + String.join(", ", states);
            if (dice.percent(15) && end.isEmpty()) {
                items.add(Node.line("ignore " + name + where));
                continue;
            }
            var body = new ArrayList<>(statements.body(new Place("", false, !end.isEmpty()), 0));
            body.addAll(end);
            items.add(Node.block(head + where, body));
        }
    }

    private void arrivals(String message, List<Node> items) {
        boolean steps = dice.percent(25);
        List<List<String>> groups = groups();
        for (List<String> states : groups) {
            String where = message + " arrives in " + String.join(", ", states);
            var place = new Place(message + ".", false, false);
            if (dice.percent(12)) {
                items.add(Node.line("ignore " + where));
            } else if (steps && states == groups.getFirst()) {
                items.add(Node.block(
                        "on " + where,
                        List.of(
                                Node.block("step first \"look\"", statements.body(place, 1)),
                                Node.block("step second \"act\"", statements.body(place, 1)))));
            } else {
                var body = new ArrayList<>(statements.body(place, 0));
                if (steps && dice.percent(50)) {
                    body.add(Node.line(
                            "continue at second in " + groups.getFirst().getFirst()));
                }
                items.add(Node.block("on " + where, body));
            }
        }
    }

    /** The states, in one group or two. */
    private List<List<String>> groups() {
        int cut = dice.below(shape.states().size());
        return cut == 0
                ? List.of(shape.states())
                : List.of(
                        shape.states().subList(0, cut),
                        shape.states().subList(cut, shape.states().size()));
    }
}
