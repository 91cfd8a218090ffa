package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.naive.NaiveSearch;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The repository's specifications: what holds, how many states that took, and that two searches agree on it. */
class SpecificationsTest {
    private static final CheckOptions ALL = CheckOptions.defaults()
            .withLimits(Limits.none().withKeepGoing(true))
            .withThreads(2);

    private static Core generated(Protocol protocol) {
        return CoreCompiler.compile(protocol).load(SpecificationsTest.class.getClassLoader());
    }

    private static Scenario scenario(Protocol protocol, String name) {
        return protocol.scenarios().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Explorer over the generated core, plain search over the interpreter: two of everything. */
    @ParameterizedTest
    @CsvSource({"abp, three-messages, 112, 589", "gbn, window-of-two, 550, 3600"})
    void smallProtocolsHavePinnedCounts(String folder, String name, long states, long transitions) {
        Protocol protocol = Specs.of(folder).compile();
        Scenario scenario = scenario(protocol, name);
        var report = new CheckRun(protocol, CoreCompiler.compile(protocol)).check(scenario, ALL);
        assertThat(report.worst()).isEqualTo(Verdict.Kind.HOLDS);
        assertThat(report.statistics().states()).isEqualTo(states);
        assertThat(report.statistics().transitions()).isEqualTo(transitions);
        NaiveSearch.Result naive = new NaiveSearch(protocol, new InterpretedCore(protocol), scenario).run();
        assertThat(naive.states()).isEqualTo(states);
        assertThat(naive.transitions()).isEqualTo(transitions);
    }

    @Test
    void bothSearchesSeeTheSameOfTcp() {
        Protocol protocol =
                Specs.of("tcp").append("properties/handshake.sqt", """
                        scenario small-open "for the second opinion" {
                          peer A : Connection { OPEN(active: true, remote: true)
                                                SEND(1, push: true, urgent: false) when in ESTABLISHED
                                                CLOSE(both: false) when in ESTABLISHED }
                          peer B : Connection { OPEN(active: false, remote: false) }
                          network { capacity 1 ; may lose, duplicate }
                          set CHALLENGE-ACKS = 0
                          set RCV-BUFFER = 2
                          choose isn in { 4294967295 }
                          bound RETRANSMISSION <= 1
                          check agreement, prefix, una-advances
                        }
                        """).compile();
        Scenario scenario = scenario(protocol, "small-open");
        var system = ScenarioSystem.of(new Plan(protocol, generated(protocol), scenario, Map.of()));
        Exploration found = new Explorer(system, ALL.limits(), 2, Progress.NONE).run();
        var kept = new NaiveSearch.Kept(0, false, true, Set.of());
        NaiveSearch.Result naive = new NaiveSearch(protocol, new InterpretedCore(protocol), scenario, kept).run();
        assertThat(found.levels()).isEqualTo(naive.levels());
        assertThat(found.transitions()).isEqualTo(naive.transitions());
        assertThat(naive.states()).isGreaterThan(1000);
        assertThat(naive.reached()).contains("WITNESS agreement");
    }

    /**
     * That the one is through excuses nobody: who aborts and does not say so leaves the other where nothing comes any
     * more.
     */
    @Test
    void anAbortThatIsNotToldLeavesTheOtherInADeadlock() {
        assertThat(aborted(Specs.of("tcp"))).isInstanceOf(Verdict.Holds.class);
        Specs silent = Specs.of("tcp")
                .edit(
                        "user-calls.sqt",
                        "    send <SEQ=seq-inside()><CTL=RST>\n    signal outstanding-reset",
                        "    signal outstanding-reset");
        assertThat(aborted(silent))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(
                                        violated.trace().steps().getLast().states())
                                .containsExactly("CLOSED", "ESTABLISHED"));
    }

    private static Verdict aborted(Specs specs) {
        Protocol protocol = specs.append("properties/handshake.sqt", """
                        scenario aborted "one aborts, the other waits for his FIN" {
                          peer A : Connection { OPEN(active: true, remote: true) ; ABORT() when in ESTABLISHED }
                          peer B : Connection { OPEN(active: false, remote: false) ; CLOSE(both: false) when in CLOSE-WAIT
                                                may end in LISTEN }
                          network { capacity 6 }
                          set CHALLENGE-ACKS = 0
                          choose isn in { 4294967295 }
                          bound RETRANSMISSION <= 1
                          check una-advances
                        }
                        """).compile();
        return new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(scenario(protocol, "aborted"), ALL)
                .verdict("no-deadlock");
    }

    /** Two machines that have nothing in common but their messages, one of them with choices of its own. */
    @Tag("deep")
    @Test
    void bothSearchesSeeTheSameOfAStranger() {
        Protocol protocol =
                Specs.of("tcp").append("properties/strangers.sqt", """
                        scenario small-stranger "for the second opinion" {
                          peer A : Connection { OPEN(active: false, remote: false)
                                                SEND(1, push: true, urgent: false) when in ESTABLISHED }
                          peer B : Sloppy { OPEN(buffer: 1) ; SEND(2) when in ESTABLISHED ; CLOSE() when in ESTABLISHED }
                          network { capacity 1 ; may lose, duplicate }
                          set CHALLENGE-ACKS = 0
                          set RCV-BUFFER = 2
                          choose isn in { 4294967295 }
                          choose at-will in { false, true }
                          bound RETRANSMISSION <= 1
                          check sloppy-prefix, una-advances
                        }
                        """).compile();
        Scenario scenario = scenario(protocol, "small-stranger");
        var system = ScenarioSystem.of(new Plan(protocol, generated(protocol), scenario, Map.of()));
        Exploration found = new Explorer(system, ALL.limits(), 2, Progress.NONE).run();
        var kept = new NaiveSearch.Kept(0, false, true, Set.of());
        NaiveSearch.Result naive = new NaiveSearch(protocol, new InterpretedCore(protocol), scenario, kept).run();
        assertThat(found.levels()).isEqualTo(naive.levels());
        assertThat(found.transitions()).isEqualTo(naive.transitions());
        assertThat(naive.states()).isGreaterThan(1000);
        assertThat(naive.reached()).contains("WITNESS sloppy-prefix");
    }

    /** The quick check, whole: what {@code sequent check --quick} explores. */
    @Test
    void theQuickScenariosHold() {
        Protocol protocol = Specs.of("tcp").compile();
        var compiled = CoreCompiler.compile(protocol);
        var run = new CheckRun(protocol, compiled);
        List<ScenarioReport> reports = protocol.scenarios().stream()
                .filter(Scenario::quick)
                .map(scenario -> run.check(scenario, ALL))
                .toList();
        assertThat(reports)
                .extracting(ScenarioReport::scenario)
                .contains("handshake", "close", "closing", "shut-window");
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.stop()).as(report.scenario()).isEmpty();
            assertThat(report.worst()).as(report.scenario()).isEqualTo(Verdict.Kind.HOLDS);
            assertThat(report.digest()).isEqualTo(compiled.digest());
        });
        assertThat(reports.stream().mapToLong(r -> r.statistics().states()).sum())
                .isGreaterThan(500_000);
        assertThat(reports.getFirst().coverage().counts()).anySatisfy(count -> {
            assertThat(count.rule().where()).contains("SYN-SENT");
            assertThat(count.times()).isPositive();
        });
        assertThat(VerdictTable.neverTaken(reports)).contains("never taken").contains(".sqt:");
    }

    /** What one thread finds, two find, to the letter. */
    @Test
    void reportsDoNotDependOnThreads() {
        Protocol protocol = Specs.of("tcp")
                .edit("segment-arrives.sqt", "-> SYN-RECEIVED", "-> ESTABLISHED")
                .compile();
        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        Scenario handshake = run.scenario("handshake").orElseThrow();
        ScenarioReport one = run.check(handshake, ALL.withThreads(1));
        ScenarioReport three = run.check(handshake, ALL.withThreads(3));
        assertThat(three.verdicts()).isEqualTo(one.verdicts());
        assertThat(three.bounds()).isEqualTo(one.bounds());
        assertThat(three.ends()).isEqualTo(one.ends());
        assertThat(three.coverage()).isEqualTo(one.coverage());
        assertThat(three.statistics().transitions()).isEqualTo(one.statistics().transitions());
    }
}
