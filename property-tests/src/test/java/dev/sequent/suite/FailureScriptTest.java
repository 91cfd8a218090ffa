package dev.sequent.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.packet.run.Bench;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.run.Verdict;
import dev.sequent.stack.launch.StackLoader;
import dev.sequent.suite.run.PropertyReport;
import dev.sequent.suite.script.FailureScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails, as a script: the same happens again where it has happened, and not where the rule is there. */
class FailureScriptTest {
    private static final String STACK = "dev.sequent.packet.stack.";
    private static final String CALLS = "dev.sequent.packet.posix.";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "windows, window-ignored, 30, P. 1:3(2)",
        "first-segments, any-ack-in-syn-sent, 40, R. 0:0(0)",
        "delivery, early-fin-processed, 20, ''",
    })
    void happensAgainAndNotWithoutTheFault(String property, String mutant, long tries, String part) throws Exception {
        SuiteReport report = Subjects.run(Subjects.mutant(mutant), property, 1, tries, folder);
        CompiledCore faulty = Subjects.core(Optional.of(mutant));
        List<FailureScript> scripts =
                FailureScript.of(report.reports().getFirst(), faulty.digest(), "sequent test mine/tcp.sqt");
        assertThat(scripts).isNotEmpty();
        for (FailureScript script : scripts) {
            assertThat(script.text())
                    .startsWith("// " + property + " does not hold: ")
                    .contains(faulty.digest(), "// again: sequent test mine/tcp.sqt " + property + " --seed ");
            assertThat(run(faulty, script.text())).as(script.text()).isInstanceOf(Verdict.Passed.class);
        }
        if (!part.isEmpty()) {
            String text = scripts.getFirst().text();
            assertThat(run(Subjects.core(Optional.empty()), text))
                    .as(text)
                    .isInstanceOfSatisfying(
                            Verdict.Failed.class,
                            failed -> assertThat(text.lines().toList().get(failed.line() - 1))
                                    .contains(part));
        }
    }

    /** Already the neighbour of the connection under test cannot be opened, which is before anything else happens. */
    @ParameterizedTest
    @ValueSource(strings = {"windows", "text", "injections", "aged", "first-segments", "round-trips"})
    void whereTheHandshakeFailsTheHandshakeIsShown(String property) throws Exception {
        String rule = "if SEG.LEN = 0 { return RCV.NXT <= SEG.SEQ <= RCV.NXT + RCV.WND }";
        String faulty = rule.replace("RCV.NXT <= SEG.SEQ", "RCV.NXT < SEG.SEQ");
        SuiteReport report = Subjects.run(Subjects.edited("acceptance.sqt", rule, faulty), property, 1, 40, folder);
        PropertyReport failed = report.reports().getFirst();
        assertThat(new SuiteText("sequent test", 200).failures(report))
                .contains("<CTL=SYN>", "what it received last came as far as segment-arrives.sqt:");
        List<FailureScript> scripts = FailureScript.of(failed, "", "sequent test");
        assertThat(scripts).hasSize(1);
        assertThat(FailureScript.lack(failed)).isEmpty();
        String text = scripts.getFirst().text();
        assertThat(run(Subjects.editedCore("acceptance.sqt", rule, faulty), text))
                .as(text)
                .isInstanceOf(Verdict.Passed.class);
        assertThat(run(Subjects.core(Optional.empty()), text)).as(text).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void whatIsNotAboutStacksHasNone() {
        SuiteReport report = Subjects.run(Subjects.mutant("timer-not-restarted"), "any-events", 1, 40, folder);
        assertThat(report.holds()).isFalse();
        assertThat(report.reports())
                .allSatisfy(r -> assertThat(FailureScript.of(r, "", "")).isEmpty())
                .allSatisfy(r -> assertThat(FailureScript.lack(r)).isPresent());
    }

    private static Verdict run(CompiledCore core, String script) throws ReflectiveOperationException {
        Map<String, byte[]> tables = Map.of(
                core.generated().pointsPath(), core.points().toTsv().getBytes(StandardCharsets.UTF_8),
                core.generated().linesPath(), core.lines().toTsv().getBytes(StandardCharsets.UTF_8));
        ClassLoader loader = StackLoader.link(
                core.classes(), tables, List.of(STACK, CALLS), FailureScriptTest.class.getClassLoader());
        var bench =
                (Bench) loader.loadClass(STACK + "StackBench").getConstructor().newInstance();
        var runner = new Runner(
                bench,
                new SysctlTable(parameters()),
                Map.of(),
                new Runner.Request(List.of(), false, false, false, 100),
                warning -> {
                    throw new AssertionError(warning);
                });
        return runner.run(runner.read("failure.pkt", script.getBytes(StandardCharsets.UTF_8)));
    }

    /** All that properties set: by their names, which is what is tested here. */
    private static List<SysctlTable.Parameter> parameters() {
        return Stream.of("RCV-BUFFER", "SND-BUFFER", "RTO-MIN", "KEEPALIVE", "R1", "R2", "MSL", "CHALLENGE-ACKS")
                .map(name -> new SysctlTable.Parameter(name, "", SysctlTable.Kind.NUMBER, 0, Long.MAX_VALUE))
                .toList();
    }
}
