package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.List;

/** Writes scenarios: peers and users, network, mishaps, time, fairness, choices, bounds. */
final class Worlds {
    private final Dice dice;
    private final List<Shape> machines;

    Worlds(Dice dice, List<Shape> machines) {
        this.dice = dice;
        this.machines = machines;
    }

    Node write(String name) {
        var items = new ArrayList<Node>();
        Shape first = machines.getFirst();
        boolean alone = machines.size() == 1 && !dice.percent(75);
        boolean crashes = dice.percent(25);
        items.add(peer("A", first, crashes));
        if (!alone) {
            items.add(peer("B", machines.getLast(), false));
        }
        if (crashes) {
            items.add(Node.line("crash A" + dice.of("", "", " at most 2")));
        }
        boolean timed = dice.percent(35);
        items.add(network());
        if (dice.percent(20)) {
            items.add(Node.line("holds " + (alone ? "A to A " : dice.of("A to B ", "B to A ")) + sample(first)));
        }
        if (dice.percent(crashes ? 5 : 20)) {
            items.add(Node.line("attacker to " + (alone ? "A" : dice.of("A", "B")) + " { " + sample(first)
                    + (dice.percent(30) ? " ; " + sample(first) : "") + " }"));
        }
        if (timed) {
            boolean half = dice.percent(25);
            items.add(Node.line("timed { tick " + (half ? "500 ms" : "1 s") + " ; lifetime "
                    + dice.of("1 s", "1 s", "2 s") + " }"));
        }
        if (dice.percent(45)) {
            items.add(fairness());
        }
        if (dice.percent(30)) {
            items.add(Node.line("set RETRY = " + dice.of("1 s", "1500 ms", "3 s")));
        }
        if (machines.stream().anyMatch(Shape::chooses) && dice.percent(80)) {
            items.add(Node.line(
                    "choose pick in " + dice.of("{ 0, 1 }", "{ 1, 2 }", "{ 2 }", "turn { 1, 0, 2 }", "turn { 0, 2 }")));
        }
        if (dice.percent(25)) {
            var timers = new ArrayList<String>();
            machines.forEach(m -> timers.addAll(m.used()));
            if (!timers.isEmpty()) {
                items.add(Node.line("bound " + dice.of(timers) + " <= " + dice.below(3)));
            }
        }
        if (dice.percent(10)) {
            items.add(Node.line("check all"));
        }
        return Node.block("scenario " + name, items);
    }

    private Node peer(String name, Shape shape, boolean crashes) {
        var user = new ArrayList<>(script(shape, 1 + dice.below(3)));
        if (crashes && dice.percent(80)) {
            user.add(Node.block("after crash", script(shape, 1 + dice.below(2))));
        }
        return Node.block("peer " + name + " : " + shape.name(), dice.percent(10) ? List.of() : user);
    }

    private List<Node> script(Shape shape, int steps) {
        var script = new ArrayList<Node>();
        for (int i = 0; i < steps; i++) {
            script.add(Node.line((dice.percent(12) ? "repeat " : "")
                    + dice.of("GO(" + dice.below(3) + ")", "GO(n: " + (1 + dice.below(2)) + ")", "RUN()", "POKE()")
                    + (dice.percent(35) ? " when " + guard(shape) : "")));
        }
        return script;
    }

    /** Now and then one that there is no telling about. */
    private String guard(Shape shape) {
        return shape.has("O") && dice.percent(15) ? "O > 0" : new Conditions(dice, shape, "").still();
    }

    private Node network() {
        var may = new ArrayList<String>();
        if (dice.percent(35)) {
            may.add(dice.of("lose", "lose", "lose at most 1", "lose at most 2"));
        }
        if (dice.percent(15)) {
            may.add("duplicate");
        }
        if (dice.percent(25)) {
            may.add("reorder");
        }
        return Node.line("network { capacity " + (1 + dice.below(2))
                + (may.isEmpty() ? "" : " ; may " + String.join(", ", may)) + " }");
    }

    private String sample(Shape shape) {
        return dice.of(shape.messages()) + " <X=" + dice.below(3) + ">"
                + dice.of("", "<CTL=SYN>", "<CTL=ACK>", "<CTL=SYN,ACK>") + (dice.percent(10) ? "<TEXT=1>" : "");
    }

    private Node fairness() {
        var all = new ArrayList<String>();
        for (String what : List.of("delivery", "timers", "users")) {
            if (dice.percent(55)) {
                all.add(dice.of("strong", "weak", "no") + " " + what);
            }
        }
        return all.isEmpty() ? Node.line("fair weak delivery") : Node.line("fair " + String.join(", ", all));
    }
}
