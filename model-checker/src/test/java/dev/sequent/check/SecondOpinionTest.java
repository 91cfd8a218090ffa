package dev.sequent.check;

import static dev.sequent.check.toy.Toy.ask;
import static dev.sequent.check.toy.Toy.askWhenIdle;
import static dev.sequent.check.toy.Toy.network;
import static dev.sequent.check.toy.Toy.scenario;
import static dev.sequent.check.toy.Toy.toss;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.naive.NaiveSearch;
import dev.sequent.check.naive.NaiveSearch.Kept;
import dev.sequent.check.toy.Toy;
import dev.sequent.check.toy.ToyCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The explorer, which keeps and shares everything, against {@link NaiveSearch}, which keeps nothing. */
class SecondOpinionTest {
    private static final StreamSpec STREAM = new StreamSpec();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 |                         | 0",
                "1 | lose                    | 2",
                "2 | duplicate               | 1",
                "2 | reorder                 | 2",
                "2 | lose, duplicate         | 2",
                "3 | lose, reorder           | 2",
                "2 | lose, duplicate, reorder| 2"
            })
    void sameLevelsAndTransitions(int capacity, String may, int retries) {
        Scenario scenario = scenario(
                network(capacity, may == null ? "" : may),
                retries,
                List.of(),
                toss(),
                askWhenIdle(false),
                ask(),
                askWhenIdle(false));
        compare(Toy.protocol(scenario), new ToyCore(scenario), scenario);
    }

    private static void compare(Protocol protocol, Core core, Scenario scenario) {
        Twice.compare(protocol, core, scenario, new NaiveSearch(protocol, core, scenario).run());
    }

    /** @return what both searches hit */
    private static Set<String> stream(String scenario, Kept kept) {
        return Twice.search(STREAM.scenario(scenario), kept).reached();
    }

    private static Kept keeping(boolean incarnations, boolean stale, boolean octets, String... told) {
        return new Kept(incarnations ? 2 : 0, stale, octets, Set.of(told));
    }

    @Test
    void crashes() {
        assertThat(stream("""
                peer X : End { OPEN() after crash { OPEN() ; CLOSE() } }
                peer Y : End { OPEN() }
                network { capacity 1 ; may lose }
                crash X at most 2
                crash Y at most 1
                choose isn in { 100, 4294967295 }
                bound RETRY <= 1
                check open, agreed, alone, advances
                """, Kept.NOTHING)).containsExactly("ALWAYS agreed", "NEVER alone", "NEVER open");
    }

    @Test
    void attackersAndOldDuplicates() {
        assertThat(stream("""
                peer X : End { OPEN() }
                peer Y : End { OPEN() }
                network { capacity 2 ; may duplicate, reorder }
                holds X to Y <SEQ=7><CTL=SYN>
                holds X to Y <SEQ=5><CTL=RST>
                holds Y to X <SEQ=9><CTL=SYN>
                attacker to X { <SEQ=300><CTL=RST> ; <SEQ=300><CTL=SYN> }
                choose isn in turn { 100, 700 }
                bound RETRY <= 0
                check open, agreed, fresh, safe, answers
                """, keeping(false, true, false)))
                .containsExactly(
                        "ALWAYS agreed",
                        "NEVER open",
                        "STEP answers",
                        "STEP fresh",
                        "STEP safe",
                        "STEP_WITNESS answers",
                        "STEP_WITNESS fresh");
    }

    @Test
    void answersInTurn() {
        assertThat(stream("""
                peer X : End { OPEN() ; CLOSE() ; OPEN() when in CLOSED ; CLOSE() ; OPEN() when in CLOSED }
                peer Y : End { }
                network { capacity 1 ; may lose }
                crash X at most 1
                choose isn in turn { 100, 700 }
                bound RETRY <= 1
                check open, old, once
                """, keeping(true, false, false))).containsExactly("ALWAYS once", "NEVER old");
    }

    @Test
    void octetsOfIncarnations() {
        assertThat(stream("""
                peer X : End { OPEN() ; SEND(1) when in OPEN ; SEND(1) ; CLOSE() ; OPEN() when in CLOSED ; SEND(1) when in OPEN }
                peer Y : End { OPEN() ; CLOSE() when in OPEN ; OPEN() when in CLOSED }
                network { capacity 2 ; may reorder }
                choose isn in { 100 }
                bound RETRY <= 0
                check faithful, prefix, everything, told, reset, once, fresh
                """, keeping(true, true, true, "reset")))
                .containsExactly(
                        "ALWAYS faithful",
                        "ALWAYS once",
                        "ALWAYS prefix",
                        "NEVER everything",
                        "NEVER reset",
                        "STEP fresh",
                        "STEP_WITNESS fresh");
    }

    @Test
    void clocks() {
        assertThat(stream("""
                peer X : End { OPEN() ; CLOSE() when in OPEN }
                peer Y : End { OPEN() }
                network { capacity 1 ; may lose }
                timed { tick 1 s ; lifetime 2 s }
                choose isn in { 100 }
                set PATIENCE = 2 s
                set LINGER-TIME = 1 s
                bound RETRY <= 2
                check open, reset, answers
                """, keeping(false, false, false, "reset")))
                .containsExactly("NEVER open", "NEVER reset", "STEP answers", "STEP_WITNESS answers");
    }
}
