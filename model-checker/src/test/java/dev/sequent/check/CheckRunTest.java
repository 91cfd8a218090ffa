package dev.sequent.check;

import static dev.sequent.check.toy.Toy.ask;
import static dev.sequent.check.toy.Toy.askWhenIdle;
import static dev.sequent.check.toy.Toy.network;
import static dev.sequent.check.toy.Toy.scenario;
import static dev.sequent.check.toy.Toy.toss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.system.Points;
import dev.sequent.check.toy.Toy;
import dev.sequent.check.toy.ToyCore;
import dev.sequent.check.toy.ToyCore.Flaw;
import dev.sequent.language.model.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Verdicts on a protocol whose graphs were drawn by hand. */
class CheckRunTest {
    private static final CheckOptions ALL = CheckOptions.defaults()
            .withLimits(Limits.none().withKeepGoing(true))
            .withThreads(2);

    private static ScenarioReport check(Scenario scenario, Flaw... flaws) {
        return check(scenario, ALL, flaws);
    }

    private static ScenarioReport check(Scenario scenario, CheckOptions options, Flaw... flaws) {
        return new CheckRun(Toy.protocol(scenario), new ToyCore(scenario, flaws), "", Points.UNKNOWN)
                .check(scenario, options);
    }

    private static long states(Scenario.Network network) {
        return check(scenario(network, 1, List.of(), askWhenIdle(false), askWhenIdle(false)))
                .statistics()
                .states();
    }

    private static void assertCounts(ScenarioReport report, long states, long transitions, int depth) {
        assertThat(report.statistics().states()).isEqualTo(states);
        assertThat(report.statistics().transitions()).isEqualTo(transitions);
        assertThat(report.statistics().depth()).isEqualTo(depth);
    }

    @Test
    void aReliableNetworkHasOneWay() {
        assertCounts(check(scenario(network(1, ""), 0, List.of(), ask())), 4, 3, 3);
    }

    @Test
    void lossAddsTwoStates() {
        ScenarioReport report = check(scenario(network(1, "lose"), 0, List.of(), ask()));
        assertCounts(report, 6, 5, 3);
        assertThat(report.ends())
                .containsEntry("C in IDLE, A in READY", 1L)
                .containsEntry("C in WAITING, A in READY (a timer is held back by its bound)", 2L);
    }

    /** Drawn by hand: 8 states; question and answer each in flight or not, asked or answered. */
    @Test
    void duplicationLeavesCopies() {
        ScenarioReport report = check(scenario(network(1, "duplicate"), 0, List.of(), ask()));
        assertCounts(report, 8, 17, 3);
        assertThat(report.bounds().getFirst()).contains("(4 transitions)");
    }

    /** Two questions, which the network may swap; what is equal is not told apart. 13 states drawn by hand. */
    @Test
    void reorderingDeliversAny() {
        // the two are equal unless the first was answered before the second was asked: the order changes nothing
        assertCounts(check(scenario(network(2, ""), 0, List.of(), ask(), ask())), 13, 14, 6);
        assertCounts(check(scenario(network(2, "reorder"), 0, List.of(), ask(), ask())), 13, 14, 6);
        // with a retry and room for it, [q0, q1] comes up, and its swap with it
        long inOrder = states(network(3, ""));
        assertThat(states(network(3, "reorder"))).isGreaterThan(inOrder);
    }

    /** Two tosses of a coin with the values 3, 5, 5: nine transitions to the three sums. */
    @Test
    void everyCallOfAChosenFunctionIsAChoice() {
        ScenarioReport report = check(scenario(network(1, ""), 0, List.of(), toss()));
        assertCounts(report, 4, 9, 1);
        assertThat(report.bounds()).contains("coin() in { 3, 5, 5 }");
    }

    @Test
    void holdsWithItsWitness() {
        ScenarioReport report = check(scenario(network(2, "lose, duplicate"), 1, List.of(Toy.BEHIND), ask(), ask()));
        assertThat(report.verdict("behind"))
                .isInstanceOfSatisfying(
                        Verdict.Holds.class,
                        holds -> assertThat(holds.reached().orElseThrow().steps())
                                .hasSize(3));
        assertThat(report.worst()).isEqualTo(Verdict.Kind.HOLDS);
        assertThat(report.verdicts())
                .extracting(PropertyVerdict::name)
                .containsExactly("no-fault", "no-deadlock", "Caller.small", "behind");
    }

    @Test
    void violatedInTheFewestSteps() {
        ScenarioReport report =
                check(scenario(network(1, "lose"), 2, List.of(Toy.NOT_TWO), askWhenIdle(false), askWhenIdle(false)));
        assertThat(report.verdict("not-two"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.trace().steps()).hasSize(6));
        assertThat(report.worst()).isEqualTo(Verdict.Kind.VIOLATED);
        assertThat(report.stop()).isEmpty();
    }

    @Test
    void vacuousWhenItsWitnessIsOutOfReach() {
        ScenarioReport report = check(scenario(network(1, ""), 0, List.of(Toy.NOT_MANY), ask()));
        assertThat(report.verdict("not-many")).isInstanceOf(Verdict.Vacuous.class);
        assertThat(report.worst()).isEqualTo(Verdict.Kind.VACUOUS);
        assertThat(VerdictTable.text(report, VerdictTable.Detail.FIGURES))
                .contains("vacuous")
                .doesNotContain("not-many  holds");
    }

    @Test
    void aWitnessOfItsOwnIsReachedOrVacuous() {
        Scenario one = scenario(network(1, ""), 0, List.of(Toy.ONE_ANSWERED), ask());
        assertThat(check(one).verdict("witness one-answered")).isInstanceOf(Verdict.Holds.class);
        Scenario none = scenario(network(1, ""), 0, List.of(Toy.ONE_ANSWERED));
        assertThat(check(none).verdict("witness one-answered")).isInstanceOf(Verdict.Vacuous.class);
    }

    /** Questions without end: the state space is infinite, no verdict is "holds", what was violated still is. */
    @Test
    void notExhaustedAtALimit() {
        Scenario endless = scenario(network(2, "lose"), -1, List.of(Toy.NOT_TWO, Toy.BEHIND), askWhenIdle(true));
        ScenarioReport report =
                check(endless, ALL.withLimits(Limits.none().withKeepGoing(true).withStates(500)));
        assertThat(report.stop()).isPresent();
        assertThat(report.verdict("not-two")).isInstanceOf(Verdict.Violated.class);
        assertThat(report.verdicts().stream().map(v -> v.verdict().kind()))
                .doesNotContain(Verdict.Kind.HOLDS, Verdict.Kind.VACUOUS);
        String text = VerdictTable.text(report, VerdictTable.Detail.FIGURES);
        assertThat(text)
                .contains("NOT EXHAUSTED")
                .contains("the state limit is reached")
                .doesNotContain("holds");
        assertThat(VerdictTable.json(List.of(report)))
                .contains("\"exhaustive\": false")
                .doesNotContain("\"holds\"");
    }

    @Test
    void aCancelledRunSaysSo() {
        Scenario endless = scenario(network(2, "lose"), -1, List.of(), askWhenIdle(true));
        var run = new CheckRun(Toy.protocol(endless), new ToyCore(endless), "", Points.UNKNOWN);
        ScenarioReport report = run.check(endless, ALL.withProgress(snapshot -> run.cancel()));
        assertThat(report.verdict("behind")).isEqualTo(new Verdict.NotExhausted("interrupted"));
    }

    @Test
    void whoWaitsWithoutATimerIsInADeadlock() {
        ScenarioReport report = check(
                scenario(network(1, "lose"), -1, List.of(), askWhenIdle(false), askWhenIdle(false)), Flaw.NO_TIMER);
        assertThat(report.verdict("no-deadlock"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.trace().figure()).isEqualTo("""
                              C                                        A
                              IDLE                                     READY
                          1.  (ASK)
                          2.  WAITING --> <SEQ=0><CTL=ASK>  (lost) --x READY
                                  -- and nothing more can happen --
                        """));
    }

    @Test
    void anEndlessScriptThatComesToAStandIsADeadlock() {
        ScenarioReport report = check(
                scenario(network(1, "lose"), -1, List.of(), askWhenIdle(true)),
                ALL.withLimits(Limits.none()),
                Flaw.NO_TIMER);
        assertThat(report.verdict("no-deadlock")).isInstanceOf(Verdict.Violated.class);
    }

    /**
     * One of two callers is through; the other's unanswered question is a deadlock all the same, unless he may end so.
     */
    @Test
    void noPeerThatIsThroughExcusesAnother() {
        Scenario one = scenario(network(1, "lose"), -1, List.of(), askWhenIdle(false), askWhenIdle(false));
        Scenario.Peer other = new Scenario.Peer(1, "D", Toy.CALLER, List.of(), List.of(), Toy.SPAN);
        var silent = Toy.scenario("two", List.of(one.peers().getFirst(), other), one.network());
        assertThat(check(silent, Flaw.NO_TIMER).verdict("no-deadlock")).isInstanceOf(Verdict.Violated.class);

        var toss = new Scenario.Peer(1, "D", Toy.CALLER, List.of(toss()), List.of(), Toy.SPAN);
        var over = Toy.scenario("two", List.of(one.peers().getFirst(), toss), one.network());
        assertThat(check(over, Flaw.NO_TIMER).verdict("no-deadlock"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.trace().steps()).hasSize(3));

        Scenario.Peer caller = one.peers().getFirst();
        var patient = new Scenario.Peer(
                0,
                "C",
                Toy.CALLER,
                caller.script(),
                List.of(),
                List.of(Toy.CALLER.states().getLast()),
                Toy.SPAN);
        ScenarioReport report = check(Toy.scenario("two", List.of(patient, toss), one.network()), Flaw.NO_TIMER);
        assertThat(report.verdict("no-deadlock")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.ends()).containsKey("C in WAITING, D in IDLE");
    }

    @Test
    void aParameterThatDoesNotExistIsRefused() {
        Scenario scenario = scenario(network(1, ""), 0, List.of());
        assertThatThrownBy(() -> check(scenario, ALL.withSet(java.util.Map.of("MSL", 1L))))
                .hasMessage("TOY has no parameter MSL");
    }

    @Test
    void aTimerHeldBackByItsBoundIsNoDeadlock() {
        ScenarioReport report =
                check(scenario(network(1, "lose"), 0, List.of(), askWhenIdle(false), askWhenIdle(false)));
        assertThat(report.verdict("no-deadlock")).isInstanceOf(Verdict.Holds.class);
    }

    @Test
    void aFaultIsAViolation() {
        ScenarioReport report =
                check(scenario(network(1, ""), 0, List.of(), askWhenIdle(false), askWhenIdle(false)), Flaw.FAULT);
        assertThat(report.verdict("no-fault")).isInstanceOfSatisfying(Verdict.Violated.class, violated -> {
            assertThat(violated.trace().finding()).isEqualTo("fault: the second answer is too much");
            assertThat(violated.trace().steps()).hasSize(6);
        });
        assertCounts(report, 6, 6, 5);
    }

    @Test
    void aBugOfTheCoreIsAViolation() {
        ScenarioReport report =
                check(scenario(network(1, ""), 0, List.of(), askWhenIdle(false), askWhenIdle(false)), Flaw.BUG);
        assertThat(report.verdict("no-fault"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.trace().finding()).contains("IllegalStateException: oops"));
    }

    /** A mutant, so to speak: an answer to the question before is taken for the one to this. */
    @Test
    void theTraceTellsHowAnOldAnswerIsTakenForANewOne() {
        ScenarioReport report = check(
                scenario(network(2, "duplicate"), 0, List.of(Toy.BEHIND), askWhenIdle(false), askWhenIdle(false)),
                Flaw.ANY_ANSWER);
        assertThat(report.verdict("behind"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.trace().figure()).isEqualTo("""
                              C                                                 A
                              IDLE                                              READY
                          1.  (ASK)
                              (starts RETRY)
                          2.  WAITING --> <SEQ=0><CTL=ASK>                  --> READY
                          3.  IDLE    <-- <SEQ=0><CTL=ACK> #2  (duplicated) <-- READY
                              (stops RETRY)
                              (tells: answered)
                          4.  (ASK)
                              (starts RETRY)
                              WAITING --> <SEQ=1><CTL=ASK> #3               ... READY
                          5.  IDLE    <-- <SEQ=0><CTL=ACK> #2  (the copy)   ... READY
                              (stops RETRY)
                              (tells: answered)
                                  (in flight at the end: #3)
                                  (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                        """));
    }

    @Test
    void aCoreThatDoesNotEncodeItsStateIsFoundOut() {
        Scenario scenario =
                scenario(network(1, "lose"), 3, List.of(Toy.NOT_TWO), askWhenIdle(false), askWhenIdle(false));
        assertThatThrownBy(() -> check(scenario, ALL.withLimits(Limits.none()), Flaw.FORGETFUL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not encode all of its state");
    }

    @Test
    void threePeersAreRefusedWithAWord() {
        Scenario two = scenario(network(1, ""), 0, List.of());
        var peers = new java.util.ArrayList<>(two.peers());
        peers.add(new Scenario.Peer(2, "X", Toy.ANSWERER, List.of(), List.of(), Toy.SPAN));
        Scenario three = Toy.scenario("three", peers, two.network());
        assertThatThrownBy(() -> check(three))
                .hasMessageContaining("toy.sqt:1:1")
                .hasMessageContaining("3 peers");
    }

    @Test
    void vacuityIsMadeGoodByAnotherScenarioUnlessItWasAskedFor() {
        ScenarioReport idle = check(scenario(network(1, ""), 0, List.of()));
        ScenarioReport asked = check(scenario(network(1, ""), 0, List.of(), ask()));
        ScenarioReport named = check(scenario(network(1, ""), 0, List.of(Toy.BEHIND)));
        assertThat(idle.verdict("behind")).isInstanceOf(Verdict.Vacuous.class);
        assertThat(asked.verdict("behind")).isInstanceOf(Verdict.Holds.class);
        assertThat(ScenarioReport.worst(List.of(named, asked))).isEqualTo(Verdict.Kind.VACUOUS);
        assertThat(ScenarioReport.worst(List.of(idle))).isEqualTo(Verdict.Kind.VACUOUS);
    }
}
