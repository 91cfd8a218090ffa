package dev.sequent.check;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.naive.NaiveSearch;
import dev.sequent.check.system.Points;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Scenarios of everything that the language offers, thrown together, searched twice. */
class RandomScenariosProperties {
    private static final StreamSpec STREAM = new StreamSpec();
    private static final Limits ALL = Limits.none().withKeepGoing(true);
    private static final int MOST_STATES = 3000;

    private static NaiveSearch.Kept kept(List<String> checks) {
        Set<String> asked = Set.copyOf(checks);
        return new NaiveSearch.Kept(
                asked.contains("once") ? 2 : 0,
                asked.contains("fresh"),
                asked.stream().anyMatch(Set.of("faithful", "prefix", "everything")::contains),
                asked.stream().anyMatch(Set.of("told", "reset")::contains) ? Set.of("reset") : Set.of());
    }

    @Property(tries = 50)
    void bothSearchesAgree(@ForAll long seed) {
        var dice = new RandomScenario(seed);
        List<String> checks = dice.checks();
        agree(STREAM.specs(), dice.body(checks), checks);
    }

    /** The same where octets are lost sight of: holes are delivered, and acknowledged octets sent again. */
    @Property(tries = 40)
    void bothSearchesAgreeOnFaults(@ForAll long seed) {
        var dice = new RandomScenario(seed);
        Specs careless = dice.rarely()
                ? STREAM.specs()
                        .edit(
                                StreamSpec.FILE,
                                "place(SEG.TEXT, 0, SEG.DATA)",
                                "if SEG.TEXT = RCV.NXT { place(SEG.TEXT, 0, SEG.DATA) }")
                : STREAM.specs().edit(StreamSpec.FILE, "SND.UNA := SEG.ACK\n", "SND.UNA := SND.UNA + 0\n");
        agree(
                careless,
                """
                peer X : End { OPEN() ; SEND(1) when in OPEN ; SEND(%d) ; %s }
                peer Y : End { OPEN() }
                network { capacity %d ; may %s }
                choose isn in { 100 }
                bound RETRY <= 1
                check faithful
                """.formatted(1 + dice.upTo(1), dice.script(1), 1 + dice.upTo(1), dice.one(List.of("lose", "reorder"))),
                List.of("faithful"));
    }

    /** The same where a step may begin an incarnation in the midst of its work, or begin one and end it. */
    @Property(tries = 40)
    void bothSearchesAgreeOnStepsThatBeginAnew(@ForAll long seed) {
        var dice = new RandomScenario(seed);
        Specs restless = STREAM.specs();
        if (!dice.rarely()) {
            restless.edit(StreamSpec.FILE, "IRS := SEG.SEQ\n      RCV.NXT := SEG.SEQ + 1\n      clear RCV.HELD", """
                    let other = SEG.SEQ
                    signal reset
                    delete TCB
                    SND.UNA := isn()
                    SND.NXT := SND.UNA + 1
                    SND.END := SND.NXT
                    send <SEQ=SND.UNA><CTL=SYN>
                    IRS := other
                    RCV.NXT := other + 1
                    -> OPEN
                    signal opened""");
        }
        if (!dice.rarely()) {
            restless.edit(StreamSpec.FILE, "if not RST { send <SEQ=SEG.ACK><CTL=RST> }", """
                    if not RST {
                      -> OPENING
                      send <SEQ=SEG.ACK><CTL=RST>
                      if SYN { signal reset }
                      delete TCB
                    }""");
        }
        List<String> checks = dice.checks();
        agree(restless, dice.body(checks), checks);
    }

    private static void agree(Specs specs, String body, List<String> checks) {
        Protocol protocol =
                specs.append(StreamSpec.FILE, "scenario s {\n" + body + "\n}\n").compile();
        Scenario scenario = protocol.scenarios().getFirst();
        var core = new InterpretedCore(protocol);
        Optional<NaiveSearch.Result> result = new NaiveSearch(protocol, core, scenario, kept(checks)).run(MOST_STATES);
        Assume.that(result.isPresent());
        Twice.compare(protocol, core, scenario, result.get());
        // and every trace is gone once more on machines that are never packed
        new CheckRun(protocol, core, "", Points.UNKNOWN)
                .check(scenario, CheckOptions.defaults().withLimits(ALL));
        Statistics.label("hits").collect(result.get().reached());
    }
}
