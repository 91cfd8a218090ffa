package dev.sequent.check;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.naive.NaiveSearch;
import dev.sequent.check.system.Points;
import dev.sequent.spec.interpret.InterpretedCore;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Scenarios of everything that the language offers, thrown together, searched twice. */
class RandomScenariosProperties {
    private static final StreamSpec STREAM = new StreamSpec();
    private static final Limits ALL = Limits.none().withKeepGoing(true);
    private static final int MOST_STATES = 3000;

    private static final List<String> CALLS = List.of(
            "OPEN()", "OPEN()", "SEND(1)", "SEND(2)", "CLOSE()", "OPEN() when in CLOSED", "CLOSE() when in OPEN",
            "repeat SEND(1) when in OPENING", "repeat CLOSE() when in OPEN");
    private static final List<String> MESSAGES = List.of(
            "<SEQ=7><CTL=SYN>", "<SEQ=100><CTL=RST>", "<SEQ=101><ACK=101><CTL=ACK><DATA=1>",
            "<SEQ=102><ACK=102><CTL=ACK><DATA=2>", "<SEQ=100><ACK=101><CTL=SYN, ACK>");
    private static final List<String> PROPERTIES = List.of(
            "open", "agreed", "faithful", "prefix", "everything", "fresh", "safe", "advances", "answers", "told", "reset",
            "once", "alone", "old", "patient");

    /** One body of a scenario for each seed. */
    private static final class Dice {
        private final Random random;

        Dice(long seed) {
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
    }

    private static String body(Dice dice, List<String> checks) {
        var lines = new ArrayList<String>();
        boolean crash = dice.rarely();
        lines.add("peer X : End { OPEN() ; " + dice.script(3) + (crash ? " after crash { " + dice.script(2) + " }" : "")
                + " }");
        lines.add("peer Y : End { " + (dice.rarely() ? "" : "OPEN() ; ") + dice.script(2) + " }");
        String may = dice.some(List.of("lose", "lose at most 1", "duplicate", "reorder"), 0, 2).stream()
                .distinct()
                .collect(Collectors.joining(", "))
                .replace("lose, lose at most 1", "lose")
                .replace("lose at most 1, lose", "lose");
        lines.add("network { capacity " + (1 + dice.upTo(1)) + (may.isEmpty() ? "" : " ; may " + may) + " }");
        if (crash) {
            lines.add("crash X at most 1");
        }
        if (dice.rarely()) {
            lines.add("holds " + (dice.rarely() ? "X to Y " : "Y to X ") + dice.one(MESSAGES));
        }
        if (dice.rarely()) {
            lines.add("attacker to " + (dice.rarely() ? "X" : "Y") + " { "
                    + String.join(" ; ", dice.some(MESSAGES, 1, 2)) + " }");
        }
        if (dice.rarely()) {
            lines.add("timed { tick " + (1 + dice.upTo(1)) + " s ; lifetime " + (2 + 2 * dice.upTo(1)) + " s }");
            lines.add("set PATIENCE = " + (2 + dice.upTo(2)) + " s");
        }
        lines.add("choose isn " + (dice.rarely() ? "in turn { 100, 700 }" : dice.rarely() ? "in { 100, 700 }" : "in { 100 }"));
        lines.add("bound RETRY <= " + dice.upTo(1));
        lines.add("check " + String.join(", ", checks));
        return String.join("\n", lines);
    }

    private static NaiveSearch.Kept kept(List<String> checks) {
        Set<String> asked = Set.copyOf(checks);
        return new NaiveSearch.Kept(
                asked.contains("once"),
                asked.contains("fresh"),
                asked.stream().anyMatch(Set.of("faithful", "prefix", "everything")::contains),
                asked.stream().anyMatch(Set.of("told", "reset")::contains) ? Set.of("reset") : Set.of());
    }

    @Property(tries = 100)
    void bothSearchesAgree(@ForAll long seed) {
        var dice = new Dice(seed);
        List<String> checks = dice.some(PROPERTIES, 1, 4).stream().distinct().toList();
        agree(STREAM.specs(), body(dice, checks), checks);
    }

    /** The same where octets are lost sight of: holes are delivered, and acknowledged octets sent again. */
    @Property(tries = 40)
    void bothSearchesAgreeOnFaults(@ForAll long seed) {
        var dice = new Dice(seed);
        Specs careless = dice.rarely()
                ? STREAM.specs().edit(StreamSpec.FILE, "place(SEG.TEXT, 0, SEG.DATA)",
                        "if SEG.TEXT = RCV.NXT { place(SEG.TEXT, 0, SEG.DATA) }")
                : STREAM.specs().edit(StreamSpec.FILE, "SND.UNA := SEG.ACK\n", "SND.UNA := SND.UNA + 0\n");
        agree(careless, """
                peer X : End { OPEN() ; SEND(1) when in OPEN ; SEND(%d) ; %s }
                peer Y : End { OPEN() }
                network { capacity %d ; may %s }
                choose isn in { 100 }
                bound RETRY <= 1
                check faithful
                """.formatted(1 + dice.upTo(1), dice.script(1), 1 + dice.upTo(1), dice.one(List.of("lose", "reorder"))),
                List.of("faithful"));
    }

    private static void agree(Specs specs, String body, List<String> checks) {
        Protocol protocol = specs.append(StreamSpec.FILE, "scenario s {\n" + body + "\n}\n").compile();
        Scenario scenario = protocol.scenarios().getFirst();
        var core = new InterpretedCore(protocol);
        Optional<NaiveSearch.Result> result = new NaiveSearch(protocol, core, scenario, kept(checks)).run(MOST_STATES);
        Assume.that(result.isPresent());
        Twice.compare(protocol, core, scenario, result.get());
        // and every trace is gone once more on machines that are never packed
        new CheckRun(protocol, core, "", Points.UNKNOWN).check(scenario, CheckOptions.defaults().withLimits(ALL));
        Statistics.label("hits").collect(result.get().reached());
    }
}
