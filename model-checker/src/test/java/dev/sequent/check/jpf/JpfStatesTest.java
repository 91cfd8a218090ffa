package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.Many;
import dev.sequent.check.RandomScenario;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Specs;
import dev.sequent.check.VerdictTable;
import dev.sequent.check.engine.Limits;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Java PathFinder on the class files of cores: the states, and all that is said of them, are the embedded engine's. */
@ExtendWith(RealJpf.class)
class JpfStatesTest {
    private static final Pattern SEARCHED = Pattern.compile("(?m)^  searched: .*$");
    private static final long SEED = 20261128;

    /** Some of the specification's scenarios at a size that JPF sees the end of soon. */
    private static final String SMALLER = """
            scenario smaller-handshake "lost, doubled, overtaken" {
              peer A : Connection { OPEN(active: true, remote: true) }
              peer B : Connection { OPEN(active: false, remote: false) }
              network { capacity 2 ; may lose, duplicate, reorder }
              set CHALLENGE-ACKS = 0
              set SYN-RETRIES = 2
              set SYNACK-RETRIES = 1
              choose isn in { 4294967295, 300 }
              check agreement, both-ends, third-segment, acknowledged-has-come, una-advances, acknowledgments-count
            }
            scenario smaller-close "one closes, then the other" {
              peer A : Connection { OPEN(active: true, remote: true) ; repeat CLOSE(both: false) when in ESTABLISHED }
              peer B : Connection { OPEN(active: false, remote: false) ; repeat CLOSE(both: false) when in CLOSE-WAIT }
              network { capacity 2 ; may lose, reorder }
              set CHALLENGE-ACKS = 0
              choose isn in { 4294967295 }
              bound RETRANSMISSION <= 1
              check agreement, both-ends, acknowledged-has-come, fin-was-received, fin-is-acknowledged, last-ack-waits,
                    close-wait-is-the-users, half-close-waits, clean-slate
            }
            scenario smaller-attacker "somebody who is not on the way" {
              peer A : Connection { OPEN(active: true, remote: true) ; SEND(1, push: true, urgent: false) when in ESTABLISHED
                                    ABORT() when in ESTABLISHED }
              peer B : Connection { OPEN(active: false, remote: false) }
              network { capacity 1 }
              attacker to B { <SEQ=303><CTL=RST> ; <SEQ=250><CTL=RST> ; <SEQ=302><CTL=SYN>
                              <SEQ=301><ACK=99999><CTL=ACK><DATA=1><WND=4> }
              set CHALLENGE-ACKS = 0
              set RCV-BUFFER = 8
              choose isn in { 300 }
              bound RETRANSMISSION <= 0
              check blind-reset-fails, blind-syn-fails, blind-text-fails, exact-reset-aborts, nothing-unsent-is-acknowledged,
                    prefix, resets-unanswered
            }
            scenario smaller-time "with clocks, and resets while TIME-WAIT waits" {
              peer A : Connection { OPEN(active: true, remote: true) ; CLOSE(both: false) when in ESTABLISHED }
              peer B : Connection { OPEN(active: false, remote: false) ; CLOSE(both: false) when in CLOSE-WAIT }
              network { capacity 1 ; may lose at most 1 }
              attacker to A { <SEQ=302><CTL=RST> }
              timed { tick 1 s ; lifetime 1 s }
              set MSL = 1 s
              set SYN-RETRIES = 0
              set SYNACK-RETRIES = 0
              set R1 = 1
              set R2 = 1
              set RTO-INITIAL = 3 s
              set RTO-MIN = 1 s
              set RTO-MAX = 1 s
              set RTO-AFTER-SYN-LOSS = 1 s
              set TIME-WAIT-KEEPS-OFF-RST = true
              set CHALLENGE-ACKS = 0
              choose isn in { 300 }
              check resets-do-not-end-time-wait, time-wait-ends
            }
            """;

    private static Protocol protocol(String folder) {
        Specs specs = Specs.of(folder);
        return folder.equals("tcp") ? specs.append("tcp.sqt", SMALLER).compile() : specs.compile();
    }

    /** The least number of states is there so that no scenario shrinks to one that shows nothing, unseen. */
    @ParameterizedTest
    @CsvSource({
        "abp, three-messages, 112",
        "gbn, window-of-two, 550",
        "tcp, refused, 19",
        "tcp, self-connect, 194",
        "tcp, smaller-handshake, 10000",
        "tcp, smaller-close, 3000",
        "tcp, smaller-attacker, 500",
        "tcp, smaller-time, 5000",
        "tcp, old-duplicates, 10000",
        "tcp, crash, 1500",
        "tcp, opening, 1000",
        "tcp, delivery, 7000",
        "tcp, simultaneous-open, 50000",
        "tcp, closing-at-once, 20000",
        // remotes of another make, with choices of their own; gaps; text on a SYN; clocks
        "tcp, sloppy-crumbs, 7000",
        "tcp, holes, 800",
        "tcp, text-on-a-syn, 1500",
        "tcp, shut-for-long, 400"
    })
    void theSameStates(String folder, String scenario, long least) {
        Protocol protocol = protocol(folder);
        ScenarioReport report = assertSame(protocol, scenario);
        assertThat(report.statistics().states()).isGreaterThanOrEqualTo(least);
        assertThat(report.statistics().storage())
                .contains(
                        "Java PathFinder",
                        "the embedded engine finds the same "
                                + String.format("%,d", report.statistics().states()));
    }

    /**
     * The guest is there for as long as is asked about, 2 ticks, then longer, or was woken; before and after that there
     * is nobody.
     */
    @Test
    void timesInTables() {
        ScenarioReport report = assertSame(Specs.resource("guestbook.sqt").compile(), "night");
        assertThat(report.statistics().states()).isEqualTo(1 + (3 + 1) + 1);
    }

    /** What the recorder reads from JPF's memory in bits is more than a word of them. */
    @ParameterizedTest
    @ValueSource(ints = {64, 65, 129})
    void many(int count) {
        assertThat(assertSame(Many.of(count), Many.SCENARIO).statistics().states())
                .isEqualTo(7);
    }

    private static ScenarioReport assertSame(Protocol protocol, String name) {
        CompiledCore core = CoreCompiler.compile(protocol);
        Scenario scenario = protocol.scenarios().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        CheckOptions options = CheckOptions.defaults().withLimits(Limits.none().withKeepGoing(true));
        ScenarioReport own = new CheckRun(protocol, core).check(scenario, options);
        ScenarioReport report =
                new CheckRun(protocol, core, Map.of(), new JpfEngine(RealJpf.jpf(), core)).check(scenario, options);
        assertThat(text(report)).isEqualTo(text(own));
        return report;
    }

    /** Verdicts with their traces, bounds, ends: all but the statistics. */
    private static String text(ScenarioReport report) {
        return SEARCHED.matcher(VerdictTable.text(report, VerdictTable.Detail.RULES))
                .replaceAll("");
    }

    /** Crashes, attackers, clocks, old duplicates, octets with identity, properties of steps, thrown together. */
    @Test
    void anything() {
        var random = new Random(SEED);
        for (int left = 4; left > 0; left--) {
            var dice = new RandomScenario(random.nextLong());
            String body = dice.body(dice.checks());
            try {
                assertSame(RandomScenario.with(body).compile(), "s");
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(body, e);
            }
        }
    }
}
