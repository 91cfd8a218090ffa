package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.PropertyVerdict.Bound;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A verdict says of which peers a property was looked at, and nothing of what was not. */
class BindingsRunTest {
    /** Both are of one machine, and only q does anything: it climbs, and never comes down. */
    private static final String TWINS = """
            protocol TWINS
            message NOTE as N { A : u8 }
            machine Twin {
              state DOWN initial, UP
              var STEPS : u8
              receives NOTE
              event CLIMB()
              on CLIMB in any state {
                -> UP
                if STEPS < 3 { STEPS := STEPS + 1 }
              }
              ignore NOTE arrives in any state
            }
            """;

    private static final String SCENARIO = "scenario s { peer p : Twin { } ; peer q : Twin { CLIMB() ; CLIMB() } }\n";

    private static Protocol protocol(String text) {
        return SpecCompiler.compile("twins.sqt", Map.of("twins.sqt", text), Options.NONE)
                .protocol()
                .orElseThrow();
    }

    private static ScenarioReport check(Protocol protocol, String scenario) {
        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        return run.check(
                run.scenario(scenario).orElseThrow(),
                CheckOptions.defaults().withThreads(1).withLimits(Limits.none().withKeepGoing(true)));
    }

    private static ScenarioReport check(String properties) {
        return check(protocol(TWINS + properties + SCENARIO), "s");
    }

    private static PropertyVerdict row(ScenarioReport report, String name) {
        return report.verdicts().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Bound bound(Verdict.Kind verdict, String... peers) {
        return new Bound(List.of(peers), verdict);
    }

    /** That the peers of another property bear the scenario's names takes nothing away from this one. */
    @Test
    void noPropertyFallsSilentBesideAnother() {
        ScenarioReport report = check("""
                property two(x, y : Twin) : never x in UP and y in DOWN
                property fine(p : Twin) : always p.STEPS <= 3
                """);
        PropertyVerdict two = row(report, "two");
        assertThat(two.bindings())
                .containsExactly(bound(Verdict.Kind.HOLDS, "p", "q"), bound(Verdict.Kind.VIOLATED, "q", "p"));
        var trace = ((Verdict.Violated) two.verdict()).trace();
        assertThat(trace.subject().title()).isEqualTo("two(q, p)");
        assertThat(trace.subject().binding()).containsExactly(Map.entry("x", "q"), Map.entry("y", "p"));
        assertThat(TraceFile.read(TraceFile.of(trace).json()).trace().subject()).isEqualTo(trace.subject());
        assertThat(row(report, "fine").bindings())
                .containsExactly(bound(Verdict.Kind.HOLDS, "p"), bound(Verdict.Kind.HOLDS, "q"));
        String text = VerdictTable.text(report, VerdictTable.Detail.FIGURES);
        assertThat(text)
                .contains("two          VIOLATED for (q, p) in 1 step\n", "\ntwo(q, p) in scenario s, 1 step\n");
        assertThat(VerdictTable.json(List.of(report)))
                .containsPattern("\"peers\": \\[\\s+\"q\",\\s+\"p\"\\s+\\],\\s+\"verdict\": \"violated\"");
    }

    @Test
    void namesThatAreNotTheScenariosAreSaid() {
        String text =
                VerdictTable.text(check("property few(x : Twin) : always x.STEPS <= 3\n"), VerdictTable.Detail.FIGURES);
        assertThat(text).contains("few          holds (exhaustive: 3 states; for (p) and (q))");
    }

    /** A witness is reached for q alone: of p nothing is said. */
    @Test
    void whatIsVacuousInOneBindingIsSaid() {
        ScenarioReport report = check("""
                property climbs(p : Twin) : always p in UP | DOWN
                witness climbs(p : Twin) : p in UP
                property steps(p : Twin) : step old(p.STEPS) <= p.STEPS
                witness steps(p : Twin) : step p.STEPS = 2
                property stays(p : Twin) : p in UP ~> p.STEPS > 0
                property ends(p : Twin) : eventually always p in UP | DOWN
                witness ends(p : Twin) : p.STEPS = 2
                """);
        for (String name : List.of("climbs", "steps", "stays", "ends")) {
            PropertyVerdict row = row(report, name);
            assertThat(row.verdict()).as(name).isInstanceOf(Verdict.Holds.class);
            assertThat(row.bindings())
                    .as(name)
                    .containsExactly(bound(Verdict.Kind.VACUOUS, "p"), bound(Verdict.Kind.HOLDS, "q"));
        }
        assertThat(VerdictTable.text(report, VerdictTable.Detail.FIGURES))
                .contains("climbs       holds (exhaustive: 3 states; witness in 1 step; vacuous for (p))");
    }

    /** It has no witness: what never happens is what it begins with. */
    @Test
    void whatNeverBeginsIsVacuous() {
        ScenarioReport report = check("property comes(x : Twin) : x.STEPS = 9 ~> x in UP\n");
        assertThat(row(report, "comes").verdict()).isInstanceOf(Verdict.Vacuous.class);
        assertThat(VerdictTable.text(report, VerdictTable.Detail.FIGURES))
                .contains("comes        vacuous: its premise, or its witness, occurs in none of 3 states; fair: ");
    }

    /** The peers that a witness shares with its property are its property's; the others may be anybody who is left. */
    @Test
    void aWitnessSpeaksOfTheSamePeers() {
        ScenarioReport report = check("""
                property lower(x : Twin) : always x.STEPS <= 3
                witness lower(x, other : Twin) : x in DOWN and other in UP
                property upper(x : Twin) : always x.STEPS <= 3
                witness upper(x, other : Twin) : x in UP and other in UP
                """);
        assertThat(row(report, "lower").bindings())
                .containsExactly(bound(Verdict.Kind.HOLDS, "p"), bound(Verdict.Kind.VACUOUS, "q"));
        assertThat(row(report, "upper").verdict()).isInstanceOf(Verdict.Vacuous.class);
    }

    @Test
    void ofTwoViolationsTheShorterIsShown() {
        ScenarioReport report = check("""
                property high(x, y : Twin) : never x.STEPS = 2 or y.STEPS = 1
                property settles(x, y : Twin) : eventually always x.STEPS = 9
                """);
        assertThat(row(report, "high").bindings())
                .extracting(Bound::verdict)
                .containsExactly(Verdict.Kind.VIOLATED, Verdict.Kind.VIOLATED);
        assertThat(((Verdict.Violated) row(report, "high").verdict())
                        .trace()
                        .subject()
                        .title())
                .isEqualTo("high(p, q)");
        assertThat(((Verdict.Violated) row(report, "high").verdict()).trace().steps())
                .hasSize(1);
        assertThat(row(report, "settles").bindings()).hasSize(2);
    }

    /** Behind a fault there may be anything. */
    @Test
    void nothingIsSaidToHoldBehindAFault() {
        String faulty = TWINS.replace("if STEPS < 3 { STEPS := STEPS + 1 }", "STEPS := STEPS + 200");
        ScenarioReport report = check(
                protocol(faulty
                        + "property low(p : Twin) : always p.STEPS <= 200\nwitness low(p : Twin) : p.STEPS = 99\n"
                        + SCENARIO),
                "s");
        assertThat(row(report, "no-fault").verdict()).isInstanceOf(Verdict.Violated.class);
        assertThat(report.stop()).isEmpty();
        for (String name : List.of("low", "no-deadlock")) {
            assertThat(row(report, name).verdict())
                    .as(name)
                    .isEqualTo(
                            new Verdict.NotExhausted("a fault cuts the search short: what lies beyond it is unknown"));
        }
    }

    /** Of q it was reached before the fault; of p nobody knows. */
    @Test
    void whatWasReachedIsReachedWhateverAFaultHides() {
        String faulty = TWINS.replace("if STEPS < 3 { STEPS := STEPS + 1 }", "STEPS := STEPS + 200");
        ScenarioReport report = check(
                protocol(faulty + "witness high(x : Twin) : x.STEPS = 200\nwitness low(x : Twin) : x.STEPS = 1\n"
                        + SCENARIO.replace("} }\n", "} ; check high, low }\n")),
                "s");
        PropertyVerdict high = row(report, "witness high");
        assertThat(high.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Holds.class,
                        holds -> assertThat(holds.reached().orElseThrow().steps())
                                .hasSize(1));
        assertThat(high.bindings())
                .containsExactly(bound(Verdict.Kind.NOT_EXHAUSTED, "p"), bound(Verdict.Kind.HOLDS, "q"));
        assertThat(row(report, "witness low").verdict()).isInstanceOf(Verdict.NotExhausted.class);
        assertThat(VerdictTable.text(report, VerdictTable.Detail.FIGURES))
                .contains("witness high  holds (searched: 2 states; witness in 1 step; for (q))");
    }

    /** A user's step that nobody knows whether it may be taken is a fault, too. */
    @Test
    void nothingIsSaidToHoldBehindAGuardThatCannotBeEvaluated() {
        String optional = TWINS.replace("var STEPS : u8", "var STEPS : u8\n  var LAST : u8?")
                .replace("    -> UP\n", "    -> UP\n    LAST := 1\n");
        ScenarioReport report = check(
                protocol(optional + "property ends(p : Twin) : eventually always p in UP | DOWN\n"
                        + "scenario s { peer p : Twin { CLIMB() when LAST = 1 } ; peer q : Twin { } }\n"),
                "s");
        assertThat(row(report, "no-fault").verdict()).isInstanceOf(Verdict.Violated.class);
        assertThat(row(report, "ends").verdict()).isInstanceOf(Verdict.NotExhausted.class);
    }

    /**
     * With 'check all' it is enough that a property says something in one scenario; where it is named, it must there.
     */
    @Test
    void vacuityIsMadeGoodElsewhereOnlyWhereNothingIsNamed() {
        String properties = "property climbs(p : Twin) : always p in UP | DOWN\nwitness climbs(p : Twin) : p in UP\n";
        Protocol all = protocol(TWINS + properties + SCENARIO + "scenario still { peer p : Twin { } ; check all }\n");
        ScenarioReport still = check(all, "still");
        assertThat(row(still, "climbs").verdict()).isInstanceOf(Verdict.Vacuous.class);
        assertThat(ScenarioReport.worst(List.of(check(all, "s"), still))).isEqualTo(Verdict.Kind.HOLDS);
        assertThat(ScenarioReport.worst(List.of(still))).isEqualTo(Verdict.Kind.VACUOUS);
        Protocol named =
                protocol(TWINS + properties + SCENARIO + "scenario still { peer p : Twin { } ; check climbs }\n");
        assertThat(ScenarioReport.worst(List.of(check(named, "s"), check(named, "still"))))
                .isEqualTo(Verdict.Kind.VACUOUS);
    }
}
