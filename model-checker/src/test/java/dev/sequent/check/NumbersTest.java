package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.spaces.Translation;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For which initial sequence numbers the verdicts about TCP speak. */
class NumbersTest {
    private static Translation.Verdict verdict(Protocol protocol, String scenario) {
        return Translation.of(protocol).of(scenario(protocol, scenario)).orElseThrow();
    }

    private static Scenario scenario(Protocol protocol, String name) {
        return protocol.scenarios().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"handshake", "close", "reopened"})
    void verdictsAboutTcpSpeakForAnyInitialSequenceNumbers(String scenario) {
        assertThat(verdict(Specs.of("tcp").compile(), scenario).ties()).isEmpty();
    }

    @Test
    void anOldDuplicateHasANumberOfItsOwn() {
        assertThat(verdict(Specs.of("tcp").compile(), "old-duplicates").ties())
                .containsExactly("an old duplicate has a number of its own");
    }

    /** It behaves well for the numbers that scenarios choose, and badly for one in sixteen million. */
    @Test
    void aRuleThatLooksAtTheIssLosesTheSentence() {
        Protocol mutant = Specs.of("tcp")
                .edit(
                        "user-calls.sqt",
                        "SND.NXT := ISS + 1\n",
                        "SND.NXT := ISS + 1 + ord(number(ISS) mod 16777216 = 77)\n")
                .compile();

        assertThat(verdict(mutant, "handshake").ties())
                .singleElement()
                .asString()
                .startsWith("a rule depends on where a sequence space lies: user-calls.sqt:");
    }

    @Test
    void aRuleThatTakesTheRemotesNumberForItsOwnLosesTheSentence() {
        Protocol mutant = Specs.of("tcp")
                .edit("user-calls.sqt", "SND.UP := ISS + 1\n", "SND.UP := IRS\n")
                .compile();

        assertThat(verdict(mutant, "handshake").ties()).isNotEmpty();
    }

    private static List<String> places(List<ScenarioReport> reports) {
        var lay = Pattern.compile("it lay (.*) an initial sequence number; elsewhere was not explored");
        return reports.stream()
                .flatMap(r -> lay.matcher(r.numbers().getLast()).results())
                .map(m -> m.group(1))
                .toList();
    }

    /** At RCV.NXT, in the window, outside of it: each of them is there to be met. */
    @Test
    void whereTheZeroLay() {
        Protocol protocol = Specs.of("tcp").compile();

        ScenarioReport report = new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(scenario(protocol, "old-refusal"), CheckOptions.defaults());

        assertThat(report.worst()).isEqualTo(Verdict.Kind.HOLDS);
        assertThat(places(List.of(report))).containsExactly("1, 2 ahead of or 300 behind");
    }

    private static ScenarioReport run(String isn) {
        Protocol protocol = Specs.of("tcp")
                .append("properties/handshake.sqt", """
                        scenario small-open "the same, wherever the numbers lie" {
                          peer A : Connection { OPEN(active: true, remote: true)
                                                SEND(1, push: true, urgent: false) when in ESTABLISHED
                                                CLOSE(both: false) when in ESTABLISHED }
                          peer B : Connection { OPEN(active: false, remote: false) }
                          network { capacity 1 ; may lose, duplicate }
                          set CHALLENGE-ACKS = 0
                          set RCV-BUFFER = 2
                          choose isn in { %s }
                          bound RETRANSMISSION <= 1
                          check agreement, prefix, una-advances
                        }
                        """.formatted(isn))
                .compile();
        return new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(
                        scenario(protocol, "small-open"),
                        CheckOptions.defaults()
                                .withLimits(Limits.none().withKeepGoing(true))
                                .withThreads(2));
    }

    /**
     * The sentence says so of all numbers; here it is looked at, half a circle away and in between. What it excepts is
     * there, too: B may not listen yet, and answers with {@code <SEQ=0>}, which all of these numbers are far from.
     */
    @Test
    void aSearchElsewhereIsTheSameSearchMoved() {
        List<ScenarioReport> reports = List.of(run("70000"), run("2147483647"), run("3141592653"), run("4294900000"));

        assertThat(places(reports))
                .containsExactly("70000 behind", "2147483647 behind", "1153374643 ahead of", "67296 ahead of");
        assertThat(reports.getFirst().numbers())
                .satisfiesExactly(
                        any -> assertThat(any).startsWith("any initial sequence numbers"),
                        but -> assertThat(but).startsWith("but a zero of no space was sent (segment-arrives.sqt:"));
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.worst()).isEqualTo(Verdict.Kind.HOLDS);
            assertThat(report.statistics().states())
                    .isEqualTo(reports.getFirst().statistics().states());
            assertThat(report.statistics().transitions())
                    .isEqualTo(reports.getFirst().statistics().transitions());
            assertThat(report.ends()).isEqualTo(reports.getFirst().ends());
        });
    }
}
