package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.liveness.Fairness.Strength;
import dev.sequent.check.system.Actions;
import dev.sequent.check.system.Condition;
import dev.sequent.check.system.Watch;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceJson;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.codegen.CoreCompiler;
import dev.sequent.spec.diagnostic.Span;
import dev.sequent.spec.model.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Liveness of a protocol that everybody knows: the alternating bit. */
class LivenessRunTest {
    private static final Condition IDLE = (machines, empty) -> machines[0].state() == 0;
    private static final Condition WAITING = (machines, empty) -> machines[0].state() == 1;

    private static final Claim ANSWERED = claim(Watch.Kind.LEADS_TO, "answered", WAITING, Optional.of(IDLE));
    private static final Claim QUIET = claim(Watch.Kind.EVENTUALLY_ALWAYS, "quiet", IDLE, Optional.empty());
    private static final Claim BUSY_AGAIN = claim(Watch.Kind.POSSIBLE, "busy-again", WAITING, Optional.empty());
    private static final Claim IDLE_AGAIN = claim(Watch.Kind.POSSIBLE, "idle-again", IDLE, Optional.empty());
    private static final Claim NEVER = claim(
            Watch.Kind.LEADS_TO, "never", (machines, empty) -> false, Optional.of(IDLE));

    private static final Limits ALL = Limits.none().withKeepGoing(true);

    @TempDir
    private Path directory;

    private static Claim claim(Watch.Kind kind, String name, Condition condition, Optional<Condition> consequence) {
        return new Claim(
                new Watch(kind, name, List.of(), "", List.of(), Span.NONE),
                List.of(new Claim.Way(condition, consequence)));
    }

    private static ScenarioReport check(
            Protocol protocol, String scenario, CheckOptions options, Map<Actions.Kind, Strength> fair, Claim... claims) {
        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        return run.check(run.scenario(scenario).orElseThrow(), options.withThreads(2), List.of(claims), fair);
    }

    private static ScenarioReport check(Map<Actions.Kind, Strength> fair, Claim... claims) {
        return check(Specs.of("abp").compile(), "three-messages", CheckOptions.defaults().withLimits(ALL), fair, claims);
    }

    private static Counterexample trace(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Violated.class);
        return ((Verdict.Violated) verdict).trace();
    }

    @Test
    void holdsUnderTheUsualFairness() {
        ScenarioReport report = check(Actions.usual(), ANSWERED, QUIET, BUSY_AGAIN, IDLE_AGAIN, NEVER);
        assertThat(report.verdict("answered")).isEqualTo(new Verdict.Holds(Optional.empty()));
        assertThat(report.verdict("quiet")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("idle-again")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("never")).isInstanceOf(Verdict.Vacuous.class);
        Counterexample trap = trace(report.verdict("busy-again"));
        assertThat(trap.loop()).isEmpty();
        assertThat(trap.finding()).contains("not possible any more");
        assertThat(trap.steps().getLast().states()).startsWith("IDLE");
        assertThat(report.statistics().states()).isEqualTo(112);
        String text = VerdictTable.text(report, VerdictTable.Detail.FIGURES);
        assertThat(text).contains("answered").contains("; fair: strong delivery; weak timers, users");
        assertThat(VerdictTable.json(List.of(report))).contains("\"fairness\": \"strong delivery; weak timers, users\"");
    }

    /** If what is sent again and again may be lost again and again, nothing arrives: the loop is a timeout and a loss. */
    @Test
    void withoutFairDeliveryTheNetworkLosesForEver() {
        ScenarioReport report = check(Map.of(Actions.Kind.TIMERS, Strength.WEAK, Actions.Kind.USERS, Strength.WEAK), ANSWERED);
        Counterexample lasso = trace(report.verdict("answered"));
        int begin = lasso.loop().orElseThrow();
        var loop = lasso.steps().subList(begin, lasso.steps().size());
        assertThat(loop).anyMatch(step -> step.action() instanceof Action.Timeout);
        assertThat(loop).noneMatch(step -> step.states().getFirst().equals("IDLE"));
        assertThat(lasso.steps().getLast().states()).isEqualTo(
                begin == 0 ? lasso.initial() : lasso.steps().get(begin - 1).states());
        assertThat(lasso.figure()).contains("the loop begins").contains("and so on for ever");
        assertThat(lasso.steps(true)).contains("the loop begins").contains("and so on for ever");
        assertThat(TraceJson.of(lasso)).contains("\"loop\": " + begin);
        assertThat(lasso.finding()).contains("weak timers, users");
    }

    @Test
    void weakDeliveryIsNotEnough() {
        var weak = Map.of(
                Actions.Kind.TIMERS, Strength.WEAK, Actions.Kind.USERS, Strength.WEAK, Actions.Kind.DELIVERY, Strength.WEAK);
        assertThat(check(weak, ANSWERED).verdict("answered")).isInstanceOf(Verdict.Violated.class);
    }

    /** If nobody need do anything, the sender rests with its message unanswered. */
    @Test
    void withoutFairTimersASenderRests() {
        ScenarioReport report = check(Map.of(Actions.Kind.DELIVERY, Strength.STRONG), ANSWERED);
        Counterexample rest = trace(report.verdict("answered"));
        assertThat(rest.loop()).isEmpty();
        assertThat(rest.finding()).contains("nothing more happens").contains("strong delivery");
        assertThat(rest.steps().getLast().states()).startsWith("WAITING");
    }

    /** The timer that would help is held back by a bound of the search, not by the protocol: no verdict either way. */
    @Test
    void aBoundIsNotTakenForAnAnswer() {
        Protocol bounded = Specs.of("abp")
                .append("abp.sqt", """
                        scenario bounded "the timer runs out once" {
                          peer S : Sender   { SEND(1) ; SEND(2) when in IDLE }
                          peer R : Receiver { }
                          network { capacity 2 ; may lose }
                          bound RETRANSMISSION <= 1
                          check all
                        }
                        """)
                .compile();
        ScenarioReport report = check(
                bounded, "bounded", CheckOptions.defaults().withLimits(ALL), Actions.usual(), ANSWERED, QUIET, IDLE_AGAIN);
        for (String name : List.of("answered", "quiet", "idle-again")) {
            assertThat(report.verdict(name)).isInstanceOfSatisfying(
                    Verdict.NotExhausted.class, v -> assertThat(v.why()).contains("a bound"));
        }
        assertThat(ScenarioReport.worst(List.of(report))).isEqualTo(Verdict.Kind.NOT_EXHAUSTED);
    }

    @Test
    void survivesAResume() {
        Protocol abp = Specs.of("abp").compile();
        var kept = StorageOptions.inMemory().withEvery(Duration.ZERO).withCheckpoints(directory, false);
        var partly = CheckOptions.defaults().withLimits(ALL.withStates(40)).withStorage(kept);
        ScenarioReport part = check(abp, "three-messages", partly, Actions.usual(), ANSWERED, BUSY_AGAIN);
        assertThat(part.verdict("answered")).isInstanceOf(Verdict.NotExhausted.class);
        var onwards = CheckOptions.defaults().withLimits(ALL).withStorage(kept.withCheckpoints(directory, true));
        ScenarioReport end = check(abp, "three-messages", onwards, Actions.usual(), ANSWERED, BUSY_AGAIN);
        assertThat(end.verdicts()).isEqualTo(check(Actions.usual(), ANSWERED, BUSY_AGAIN).verdicts());
        assertThatThrownBy(() -> check(abp, "three-messages", onwards, Actions.usual()))
                .hasMessageContaining("with transitions").hasMessageContaining("without transitions");
    }

    @Test
    void aClaimIsOneOfLiveness() {
        assertThatThrownBy(() -> claim(Watch.Kind.ALWAYS, "x", IDLE, Optional.empty())).hasMessageContaining("x is not");
    }
}
