package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Protocol.Property.Kind;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Scenario.Fair;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Liveness of a protocol that everybody knows: the alternating bit. */
class LivenessRunTest {
    private static final Protocol ABP = Specs.of("abp").compile();
    private static final MachineType SENDER = ABP.machine("Sender");
    private static final Expr IDLE = Variant.in(SENDER, "IDLE");
    private static final Expr WAITING = Variant.in(SENDER, "WAITING");

    private static final Property ANSWERED = Variant.leadsTo("answered", SENDER, WAITING, IDLE);
    private static final Property QUIET = Variant.property("quiet", Kind.EVENTUALLY_ALWAYS, SENDER, IDLE);
    private static final Property BUSY_AGAIN = Variant.property("busy-again", Kind.POSSIBLE, SENDER, WAITING);
    private static final Property IDLE_AGAIN = Variant.property("idle-again", Kind.POSSIBLE, SENDER, IDLE);
    private static final Property NEVER =
            Variant.leadsTo("never", SENDER, new Expr.Literal(0, Type.BOOL, Span.NONE), IDLE);

    private static final Limits ALL = Limits.none().withKeepGoing(true);

    @TempDir
    private Path directory;

    private static Variant threeMessages(Property... checks) {
        return new Variant(ABP.scenarios().getFirst()).checks(checks);
    }

    private static ScenarioReport check(Variant variant, CheckOptions options) {
        Protocol protocol = variant.in(ABP);
        return new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(protocol.scenarios().getFirst(), options.withThreads(2));
    }

    private static ScenarioReport check(Variant variant) {
        return check(variant, CheckOptions.defaults().withLimits(ALL));
    }

    private static Counterexample trace(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Violated.class);
        return ((Verdict.Violated) verdict).trace();
    }

    @Test
    void holdsUnderTheUsualFairness() {
        ScenarioReport report = check(threeMessages(ANSWERED, QUIET, BUSY_AGAIN, IDLE_AGAIN, NEVER));
        assertThat(report.verdict("answered")).isEqualTo(new Verdict.Holds(Optional.empty()));
        assertThat(report.verdict("quiet")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("idle-again")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("never")).isInstanceOf(Verdict.Vacuous.class);
        Counterexample trap = trace(report.verdict("busy-again"));
        assertThat(trap.loop()).isEmpty();
        assertThat(trap.finding()).contains("no longer possible");
        assertThat(trap.steps().getLast().states()).startsWith("IDLE");
        assertThat(report.statistics().states()).isEqualTo(112);
        String text = VerdictTable.text(report, VerdictTable.Detail.FIGURES);
        assertThat(text).contains("answered").contains("; fair: strong delivery; weak timers, users");
        assertThat(VerdictTable.json(List.of(report)))
                .contains("\"fairness\": \"strong delivery; weak timers, users\"");
    }

    /**
     * If what is sent again and again may be lost again and again, nothing arrives: the loop is a timeout and a loss.
     */
    @Test
    void withoutFairDeliveryTheNetworkLosesForEver() {
        ScenarioReport report = check(threeMessages(ANSWERED).fair(Fair.Kind.DELIVERY, Fair.Strength.NONE));
        Counterexample lasso = trace(report.verdict("answered"));
        int begin = lasso.loop().orElseThrow();
        var loop = lasso.steps().subList(begin, lasso.steps().size());
        assertThat(loop).anyMatch(step -> step.action() instanceof Action.Timeout);
        assertThat(loop).noneMatch(step -> step.states().getFirst().equals("IDLE"));
        assertThat(lasso.steps().getLast().states())
                .isEqualTo(
                        begin == 0
                                ? lasso.initial()
                                : lasso.steps().get(begin - 1).states());
        assertThat(lasso.figure()).contains("the loop begins").contains("and so on for ever");
        assertThat(lasso.steps(true)).contains("the loop begins").contains("and so on for ever");
        assertThat(TraceFile.of(lasso).json()).contains("\"loop\": " + begin);
        assertThat(lasso.finding()).contains("weak timers, users");
    }

    @Test
    void weakDeliveryIsNotEnough() {
        Variant weak = threeMessages(ANSWERED).fair(Fair.Kind.DELIVERY, Fair.Strength.WEAK);
        assertThat(check(weak).verdict("answered")).isInstanceOf(Verdict.Violated.class);
    }

    /** If nobody need do anything, the sender rests with its message unanswered. */
    @Test
    void withoutFairTimersASenderRests() {
        ScenarioReport report = check(threeMessages(ANSWERED)
                .fair(Fair.Kind.TIMERS, Fair.Strength.NONE)
                .fair(Fair.Kind.USERS, Fair.Strength.NONE));
        Counterexample rest = trace(report.verdict("answered"));
        assertThat(rest.loop()).isEmpty();
        assertThat(rest.finding()).contains("nothing more happens").contains("strong delivery");
        assertThat(rest.steps().getLast().states()).startsWith("WAITING");
    }

    /** The timer that would help is held back by a bound of the search, not by the protocol: no verdict either way. */
    @Test
    void aBoundIsNotTakenForAnAnswer() {
        Variant bounded = threeMessages(ANSWERED, QUIET, IDLE_AGAIN)
                .bounds(new Scenario.Bound(SENDER, SENDER.timers().getFirst(), 1, Span.NONE));
        ScenarioReport report = check(bounded);
        for (String name : List.of("answered", "quiet", "idle-again")) {
            assertThat(report.verdict(name))
                    .isInstanceOfSatisfying(
                            Verdict.NotExhausted.class, v -> assertThat(v.why()).contains("a bound"));
        }
        assertThat(ScenarioReport.worst(List.of(report))).isEqualTo(Verdict.Kind.NOT_EXHAUSTED);
    }

    @Test
    void survivesAResume() {
        Variant both = threeMessages(ANSWERED, BUSY_AGAIN);
        var kept = StorageOptions.inMemory().withEvery(Duration.ZERO).withCheckpoints(directory, false);
        var partly = CheckOptions.defaults().withLimits(ALL.withStates(40)).withStorage(kept);
        assertThat(check(both, partly).verdict("answered")).isInstanceOf(Verdict.NotExhausted.class);
        var onwards = CheckOptions.defaults().withLimits(ALL).withStorage(kept.withCheckpoints(directory, true));
        ScenarioReport end = check(both, onwards);
        assertThat(end.verdicts()).isEqualTo(check(both).verdicts());
        assertThatThrownBy(() -> check(threeMessages(ANSWERED), onwards)).hasMessageContaining("POSSIBLE busy-again");
    }

    @Test
    void aWitnessThatIsNotReachedMakesItVacuous() {
        Property answered =
                Variant.property("answered", Kind.WITNESS, SENDER, new Expr.Literal(0, Type.BOOL, Span.NONE));
        Property busy = Variant.property("busy-again", Kind.WITNESS, SENDER, WAITING);
        ScenarioReport report = check(threeMessages(ANSWERED, answered, IDLE_AGAIN, busy));
        assertThat(report.verdict("answered")).isInstanceOf(Verdict.Vacuous.class);
        assertThat(report.verdict("idle-again")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("witness busy-again")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdicts()).extracting(PropertyVerdict::name).doesNotContain("witness answered");
    }

    /** More than a long has bits. */
    @Test
    void manyPropertiesAreJudgedInOneSearch() {
        Property[] many = IntStream.range(0, 40)
                .mapToObj(i -> i % 2 == 0
                        ? Variant.leadsTo("p" + i, SENDER, WAITING, IDLE)
                        : Variant.property("p" + i, Kind.POSSIBLE, SENDER, WAITING))
                .toArray(Property[]::new);
        ScenarioReport report = check(threeMessages(many));
        assertThat(report.statistics().states()).isEqualTo(112);
        for (int i = 0; i < many.length; i++) {
            Verdict.Kind expected = i % 2 == 0 ? Verdict.Kind.HOLDS : Verdict.Kind.VIOLATED;
            assertThat(report.verdict("p" + i).kind()).as("p" + i).isEqualTo(expected);
        }
    }
}
