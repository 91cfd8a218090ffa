package dev.sequent.check;

import static dev.sequent.check.toy.Toy.askWhenIdle;
import static dev.sequent.check.toy.Toy.network;
import static dev.sequent.check.toy.Toy.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.system.Points;
import dev.sequent.check.toy.Toy;
import dev.sequent.check.toy.ToyCore;
import dev.sequent.check.toy.ToyCore.Flaw;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A check of one property among many: nothing else ends the search, and nothing else is said to hold. */
class OnlyTest {
    private static ScenarioReport check(Set<String> only, Flaw... flaws) {
        Scenario scenario = scenario(
                network(1, "lose"), 1, List.of(Toy.NOT_TWO, Toy.BEHIND), askWhenIdle(false), askWhenIdle(false));
        return new CheckRun(Toy.protocol(scenario), new ToyCore(scenario, flaws), "", Points.UNKNOWN)
                .check(
                        scenario,
                        CheckOptions.defaults()
                                .withThreads(1)
                                .withLimits(Limits.none())
                                .withOnly(only));
    }

    @Test
    void whatIsNamedIsJudgedAndNothingElse() {
        ScenarioReport all = check(Set.of());
        assertThat(all.stop()).contains(Exploration.Stop.VIOLATION);
        assertThat(all.verdicts()).hasSizeGreaterThan(3);
        ScenarioReport behind = check(Set.of("behind"));
        assertThat(behind.verdicts()).extracting(PropertyVerdict::name).containsExactly("behind");
        assertThat(behind.verdict("behind")).isInstanceOf(Verdict.Holds.class);
        assertThat(behind.stop()).isEmpty();
        assertThat(behind.statistics().states()).isGreaterThan(all.statistics().states());
        assertThat(check(Set.of("not-two", "Caller.small")).verdicts())
                .extracting(PropertyVerdict::name)
                .containsExactly("Caller.small", "not-two");
    }

    /** What is violated is so in as many steps as when everything is watched. */
    @Test
    void theTraceIsTheSame() {
        assertThat(check(Set.of("not-two")).verdict("not-two"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.trace().figure())
                                .isEqualTo(((Verdict.Violated) check(Set.of()).verdict("not-two"))
                                        .trace()
                                        .figure()));
    }

    /** A fault leads nowhere, so it may hide what was asked for: it is told of, and the search goes on. */
    @Test
    void aFaultIsToldButEndsNothing() {
        ScenarioReport report = check(Set.of("behind"), Flaw.FAULT);
        assertThat(report.stop()).isEmpty();
        assertThat(report.verdicts()).extracting(PropertyVerdict::name).containsExactly("no-fault", "behind");
        assertThat(report.worst()).isEqualTo(Verdict.Kind.VIOLATED);
        assertThat(check(Set.of("no-fault"), Flaw.FAULT).stop()).contains(Exploration.Stop.VIOLATION);
    }

    @Test
    void aDeadlockIsNoneUnlessAskedFor() {
        assertThat(check(Set.of("behind"), Flaw.NO_TIMER).worst()).isEqualTo(Verdict.Kind.HOLDS);
        assertThat(check(Set.of("no-deadlock"), Flaw.NO_TIMER).worst()).isEqualTo(Verdict.Kind.VIOLATED);
    }

    @Test
    void aNameThatTheScenarioDoesNotCheckIsRefused() {
        assertThatThrownBy(() -> check(Set.of("behind", "not-many", "bad")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not check bad, not-many");
    }

    /** Transitions are kept only for those properties of liveness that are asked for. */
    @Test
    void livenessIsLeftOutWhenItIsNotNamed() {
        Expr unknown =
                new Expr.Literal(0, Type.BOOL, Span.NONE); // to the toy, which then cannot tell: so it is due for ever
        Property answered = Variant.leadsTo("answered", Toy.CALLER, unknown, unknown);
        Variant variant = new Variant(scenario(network(1, "lose"), 1, List.of(), askWhenIdle(false)))
                .checks(Toy.BEHIND, answered);
        Scenario scenario = variant.scenario();
        var run = new CheckRun(variant.in(Toy.protocol(scenario)), new ToyCore(scenario), "", Points.UNKNOWN);
        CheckOptions options = CheckOptions.defaults().withThreads(1);
        ScenarioReport both = run.check(scenario, options);
        assertThat(both.verdict("answered")).isInstanceOf(Verdict.Violated.class);
        ScenarioReport safety = run.check(scenario, options.withOnly(Set.of("behind")));
        assertThat(safety.verdicts()).extracting(PropertyVerdict::name).containsExactly("behind");
        assertThat(safety.statistics().memory()).isLessThan(both.statistics().memory());
        ScenarioReport live = run.check(scenario, options.withOnly(Set.of("answered")));
        assertThat(live.verdicts()).extracting(PropertyVerdict::name).containsExactly("answered");
    }
}
