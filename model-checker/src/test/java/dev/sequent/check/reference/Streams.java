package dev.sequent.check.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes specifications in which octets are moved: the connection of {@code specs/stream.sqt}, with a mistake in it now
 * and then, random properties of what is kept about octets, and scenarios.
 */
final class Streams {
    private static final List<List<String>> MISTAKES = List.of(
            List.of("place(SEG.TEXT, 0, SEG.DATA)", "if SEG.TEXT = RCV.NXT { place(SEG.TEXT, 0, SEG.DATA) }"),
            List.of("acknowledge(SEG.ACK - SND.UNA)", "if SEG.DATA = 0 { acknowledge(SEG.ACK - SND.UNA) }"),
            List.of("and RCV.NXT <= SEG.TEXT and", "and"),
            List.of("if SYN and SEG.SEQ != IRS {", "if SYN and SEG.SEQ = 77 {"),
            List.of("let begin = SND.NXT", "let begin = SND.UNA"));

    private final Dice dice;

    private Streams(Dice dice) {
        this.dice = dice;
    }

    static Node random(long seed) {
        return new Streams(new Dice(seed)).write(seed);
    }

    private Node write(long seed) {
        String machine = machine();
        if (dice.percent(40)) {
            List<String> mistake = dice.of(MISTAKES);
            machine = machine.replace(mistake.getFirst(), mistake.getLast());
        }
        var pieces = new ArrayList<>(List.of(Node.line("// seed " + seed), Node.line(machine)));
        for (int p = 0; p < 10; p++) {
            property("p" + p, pieces);
        }
        for (int s = 0; s < Drafts.SCENARIOS; s++) {
            pieces.add(scenario("s" + s, pieces));
        }
        return Node.all(pieces);
    }

    /** What the file declares, without its properties. */
    private static String machine() {
        try (var in = Streams.class.getResourceAsStream("/specs/stream.sqt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(0, text.indexOf("\nproperty "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void property(String name, List<Node> pieces) {
        String claim = switch (dice.below(6)) {
            case 0 -> "(X : End) : " + steps();
            case 1 -> "(X, Y : End) : " + state() + " ~> " + state();
            case 2 -> "(X, Y : End) : " + dice.of("eventually always ", "possible ") + state();
            case 3 -> "(X, Y : End) : never " + state() + " and " + state();
            default ->
                "(X, Y : End) : always "
                        + dice.of(state(), "(" + state() + ") or " + state(), "delivered(Y) <= sent(X)", "faithful(X)");
        };
        pieces.add(Node.line("property " + name + claim));
    }

    private String state() {
        return dice.of(
                "sent(X) = " + dice.below(3),
                "sent(X) > 0",
                "delivered(Y) = " + dice.below(3),
                "delivered(X) = 0",
                "delivered(Y) <= sent(X)",
                "faithful(X)",
                "not faithful(Y)",
                "X in OPEN",
                "Y in CLOSED | OPENING",
                "channel empty",
                "told(X, reset)",
                "not told(Y, opened)",
                "incarnation(X) <= 1",
                "incarnation(Y) > 0",
                "crashes(X) = 0",
                "running X.RETRY",
                "X.SND.UNA = X.SND.NXT",
                "count(Y.RCV.HELD) = 0",
                "sent(X) = delivered(Y)");
    }

    private String steps() {
        return dice.of(
                "whenever X receives SEGMENT then stale implies not X signals opened",
                "whenever X receives SEGMENT then "
                        + dice.of("not stale", "not forged", "SYN or ACK", "stale implies RST"),
                "whenever X sends SEGMENT then OUT.CTL has RST implies X receives SEGMENT where "
                        + dice.of("ACK", "stale"),
                "step old(X.SND.UNA) <= X.SND.UNA or X in CLOSED or old(X in CLOSED)",
                "step X receives SEGMENT where (stale and SYN) implies old(X in OPEN)",
                "step not (expires X.RETRY and X signals reset)",
                "step X calls SEND implies X sends SEGMENT where OUT.DATA > 0");
    }

    private Node scenario(String name, List<Node> pieces) {
        var items = new ArrayList<Node>();
        boolean crash = dice.percent(25);
        var x = new ArrayList<>(script(1 + dice.below(4)));
        if (crash) {
            x.add(Node.block("after crash", script(1 + dice.below(2))));
        }
        items.add(Node.block("peer X : End", x));
        items.add(Node.block("peer Y : End", script(1 + dice.below(2))));
        items.add(Node.line("network { capacity " + (1 + dice.below(2))
                + dice.of("", "", " ; may lose", " ; may reorder", " ; may duplicate", " ; may lose at most 1")
                + " }"));
        if (crash) {
            items.add(Node.line("crash X"));
        }
        if (dice.percent(15)) {
            items.add(Node.line("holds " + dice.of("X to Y", "Y to X") + " <SEQ=" + dice.of("7", "101", "300") + ">"
                    + dice.of("<CTL=SYN>", "<CTL=RST>", "<CTL=ACK>", "<DATA=1>")));
        }
        if (dice.percent(10)) {
            items.add(Node.line("attacker to X { <SEQ=101>" + dice.of("<CTL=RST>", "<DATA=1>", "<CTL=SYN>") + " }"));
        }
        if (dice.percent(20)) {
            items.add(Node.line("timed { tick 1 s ; lifetime 1 s }"));
        }
        items.add(Node.line("choose isn in " + dice.of("{ 100 }", "turn { 100, 700 }", "turn { 4294967295, 100 }")));
        items.add(Node.line("bound RETRY <= " + dice.of("0", "1", "1")));
        // What is kept makes worlds many: each scenario asks for a few things.
        var names = pieces.stream()
                .map(Node::head)
                .filter(h -> h.startsWith("property "))
                .map(h -> h.substring("property ".length(), h.indexOf('(')))
                .toList();
        items.add(Node.line(
                "check " + String.join(", ", dice.some(names).stream().limit(4).toList())));
        return Node.block("scenario " + name, items);
    }

    private List<Node> script(int steps) {
        var script = new ArrayList<>(List.of(Node.line("OPEN()")));
        for (int i = 1; i < steps; i++) {
            script.add(Node.line(dice.of(
                    "SEND(1)",
                    "SEND(2)",
                    "SEND(1) when in OPEN",
                    "SEND(1) when in OPEN",
                    "CLOSE() when in OPEN",
                    "OPEN() when in CLOSED")));
        }
        return script;
    }
}
