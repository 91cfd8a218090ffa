package dev.sequent.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * One body of a scenario for each seed, of everything that the language offers; for the protocol of {@link StreamSpec}.
 */
public final class RandomScenario {
    private static final List<String> CALLS = List.of(
            "OPEN()",
            "OPEN()",
            "SEND(1)",
            "SEND(2)",
            "CLOSE()",
            "OPEN() when in CLOSED",
            "CLOSE() when in OPEN",
            "repeat SEND(1) when in OPENING",
            "repeat CLOSE() when in OPEN");
    private static final List<String> MESSAGES = List.of(
            "<SEQ=7><CTL=SYN>",
            "<SEQ=100><CTL=RST>",
            "<SEQ=101><ACK=101><CTL=ACK><DATA=1>",
            "<SEQ=102><ACK=102><CTL=ACK><DATA=2>",
            "<SEQ=100><ACK=101><CTL=SYN, ACK>");
    private static final List<String> PROPERTIES = List.of(
            "open",
            "agreed",
            "faithful",
            "prefix",
            "everything",
            "fresh",
            "safe",
            "advances",
            "answers",
            "told",
            "reset",
            "once",
            "alone",
            "old",
            "patient");

    private final Random random;

    public RandomScenario(long seed) {
        random = new Random(seed);
    }

    boolean rarely() {
        return random.nextInt(3) == 0;
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    List<String> some(List<String> of, int least, int most) {
        var chosen = new ArrayList<String>();
        for (int left = least + upTo(most - least); left > 0; left--) {
            chosen.add(one(of));
        }
        return chosen;
    }

    String script(int most) {
        return String.join(" ; ", some(CALLS, 0, most));
    }

    /** What it checks. */
    public List<String> checks() {
        return some(PROPERTIES, 1, 4).stream().distinct().toList();
    }

    /** What stands between its braces. */
    public String body(List<String> checks) {
        var lines = new ArrayList<String>();
        boolean crash = rarely();
        lines.add("peer X : End { OPEN() ; " + script(3) + (crash ? " after crash { " + script(2) + " }" : "") + " }");
        lines.add("peer Y : End { " + (rarely() ? "" : "OPEN() ; ") + script(2)
                + (rarely() ? " ; may end in " + (rarely() ? "OPENING | OPEN" : "OPENING") : "") + " }");
        String may = some(List.of("lose", "lose at most 1", "duplicate", "reorder"), 0, 2).stream()
                .distinct()
                .collect(Collectors.joining(", "))
                .replace("lose, lose at most 1", "lose")
                .replace("lose at most 1, lose", "lose");
        lines.add("network { capacity " + (1 + upTo(1)) + (may.isEmpty() ? "" : " ; may " + may) + " }");
        if (crash) {
            lines.add("crash X at most 1");
        }
        if (rarely()) {
            lines.add("holds " + (rarely() ? "X to Y " : "Y to X ") + one(MESSAGES));
        }
        if (rarely()) {
            lines.add(
                    "attacker to " + (rarely() ? "X" : "Y") + " { " + String.join(" ; ", some(MESSAGES, 1, 2)) + " }");
        }
        if (rarely()) {
            lines.add("timed { tick " + (1 + upTo(1)) + " s ; lifetime " + 2 * upTo(2) + " s }");
            lines.add("set PATIENCE = " + (2 + upTo(2)) + " s");
            lines.add("set LINGER-TIME = " + (1 + upTo(2)) + " s"); // perhaps between two ticks
        }
        lines.add("choose isn " + (rarely() ? "in turn { 100, 700 }" : rarely() ? "in { 100, 700 }" : "in { 100 }"));
        lines.add("bound RETRY <= " + upTo(1));
        lines.add("check " + String.join(", ", checks));
        return String.join("\n", lines);
    }

    /** A specification that has it as its only scenario. */
    public static Specs with(String body) {
        return new StreamSpec().specs().append(StreamSpec.FILE, "scenario s {\n" + body + "\n}\n");
    }
}
