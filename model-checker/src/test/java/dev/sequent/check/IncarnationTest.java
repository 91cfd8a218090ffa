package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.naive.NaiveSearch.Kept;
import dev.sequent.check.system.Points;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What begins when a machine leaves its initial state, however it does: {@code LANGUAGE.md}, "Ghosts". */
class IncarnationTest {
    private static final String FILE = "incarnations.sqt";

    private static Protocol protocol(String scenario) {
        return Specs.resource(FILE)
                .append(FILE, "scenario s {\n" + scenario + "\n}\n")
                .compile();
    }

    private static ScenarioReport check(String scenario) {
        Protocol protocol = protocol(scenario);
        return new CheckRun(protocol, new InterpretedCore(protocol), "", Points.UNKNOWN)
                .check(
                        protocol.scenarios().getFirst(),
                        CheckOptions.defaults()
                                .withThreads(2)
                                .withLimits(Limits.none().withKeepGoing(true)));
    }

    private static String verdict(ScenarioReport report, String property) {
        return report.verdict(property) instanceof Verdict.Violated violated
                ? "violated in " + violated.trace().steps().size()
                : report.verdict(property).kind().text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GO() ; GO()                     | holds
            GO() ; BACK() ; BACK() ; GO()   | violated in 4
            HOP() ; GO()                    | violated in 2
            HOP() ; HOP()                   | violated in 2
            AGAIN() ; HOP()                 | holds
            GO() ; AGAIN()                  | violated in 2
            AGAIN() ; AGAIN()               | violated in 2
            """)
    void everyLeavingCounts(String script, String verdict) {
        ScenarioReport report = check("peer A : Hopper { " + script + " } ; peer B : Hopper { } ; check at-most-one");
        assertThat(verdict(report, "at-most-one")).isEqualTo(verdict);
    }

    /** Of {@code GO() ; AGAIN()} the second incarnation begins behind the deletion, and with what comes behind that. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GO() ; AGAIN()          | holds         | violated in 2 | violated in 2
            GO() ; BACK() ; AGAIN() | violated in 3 | violated in 3 | violated in 3
            HOP() ; HOP()           | violated in 2 | violated in 2 | violated in 2
            AGAIN() ; BACK() ; GO() | violated in 3 | holds         | holds
            """)
    void whatAStepTellsBelongsToWhatBeginsBehindIt(String script, String early, String amid, String late) {
        ScenarioReport report =
                check("peer A : Hopper { " + script + " } ; peer B : Hopper { } ; check early, amid, late");
        assertThat(verdict(report, "early")).isEqualTo(early);
        assertThat(verdict(report, "amid")).isEqualTo(amid);
        assertThat(verdict(report, "late")).isEqualTo(late);
    }

    @Test
    void countsGoAsFarAsPropertiesAsk() {
        ScenarioReport report = check("""
                peer A : Hopper { repeat HOP() }
                peer B : Hopper { }
                check at-most-one, at-most-twenty
                """);
        assertThat(verdict(report, "at-most-one")).isEqualTo("violated in 2");
        assertThat(verdict(report, "at-most-twenty")).isEqualTo("violated in 21");
        assertThat(report.verdict("no-fault").kind()).isEqualTo(Verdict.Kind.HOLDS);
        assertThat(report.bounds()).anyMatch(bound -> bound.contains("incarnations of A (21 stands for 21 or more)"));
    }

    /** Where no constant says how far to count, or messages bear the number, one that is not kept is a fault. */
    @ParameterizedTest
    @CsvSource({"together", "fresh"})
    void oneMoreThanCanBeToldApartIsAFault(String property) {
        ScenarioReport report = check("""
                peer A : Hopper { repeat HOP() }
                peer B : Hopper { }
                check %s
                """.formatted(property));
        assertThat(report.verdict("no-fault")).isInstanceOfSatisfying(Verdict.Violated.class, violated -> {
            assertThat(violated.trace().steps()).hasSize(16);
            assertThat(violated.trace().finding())
                    .contains(
                            "leaves its initial state more than 15 times, and no more incarnations can be told apart");
        });
    }

    /** Messages of one step are of the incarnations that send them, and whose they are decides what is stale. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GO() ; AGAIN()                   | at-most-one, early | 3
            AGAIN() ; AGAIN() ; HOP()        | early, amid, late | 3
            HOP() ; GO() ; BACK() ; AGAIN()  | fresh, amid          | 3
            AGAIN() ; GO() ; AGAIN() ; HOP() | fresh, at-most-one   | 2
            """)
    void aPlainSearchSeesTheSame(String script, String checks, int counted) {
        Protocol protocol = protocol("""
                peer A : Hopper { %s }
                peer B : Hopper { GO() ; repeat AGAIN() when in REST }
                network { capacity 3 ; may reorder }
                check %s
                """.formatted(script, checks));
        Set<String> asked = Set.of(checks.split(", *"));
        Set<String> told =
                asked.stream().filter(Set.of("early", "amid", "late")::contains).collect(Collectors.toSet());
        var kept = new Kept(counted, asked.contains("fresh"), false, told);
        assertThat(Twice.search(protocol, kept).states()).isGreaterThan(10);
    }
}
