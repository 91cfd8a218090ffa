package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sequent mutants}: every exit code, and what is printed with it. */
class MutantsCommandTest {
    private static final String DIFF = """

            --- a/abp.sqt
            +++ b/abp.sqt
            @@ -41,7 +41,6 @@ machine Sender "takes one message at a time from its user" {
                   if not ACK { drop }
                 }
                 step second "check the bit" {
            -      if B and not BIT or BIT and not B { drop }
                 }
                 step third "go on to the next message" {
                   stop RETRANSMISSION
            """;

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void copy() throws IOException {
        root = Sequent.copy("abp", folder);
    }

    private void write(String name, String head) throws IOException {
        Files.writeString(root.resolveSibling("mutants").resolve(name + ".patch"), head + DIFF);
    }

    private Run run(String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "mutants";
        args[1] = root.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return Sequent.run(args);
    }

    private static String timeless(String text) {
        return text.replaceAll("core [0-9a-f]{16}", "core DIGEST").replaceAll(" +\\d+\\.\\d+( s)?\n", " T\n");
    }

    @Test
    void allOfThem() {
        Run run = run();
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(timeless(run.out()).replace(root.toString(), "abp.sqt")).isEqualTo("""
                core DIGEST (ABP, abp.sqt)

                #  mutant              row  fate    what failed   in scenario     steps  states  seconds
                1  any-acknowledgment       killed  in-step       three-messages      5      78 T
                2  no-retransmission        killed  no-deadlock   three-messages      2      13 T
                3  timer-not-stopped        killed  Sender.quiet  three-messages      3      29 T

                property x mutant 1 2 3
                Sender.armed        X
                Sender.quiet          X
                in-step           X
                no-deadlock         X
                X kills the mutant, as it should; x fails as well; . is watched, and does not fail

                3 of 3 mutants killed by the property of their row, with their story; 0 of 3 properties without a mutant; T
                """);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aPropertyWithoutAMutantIsAFailureOfTheWhole() throws IOException {
        Files.delete(root.resolveSibling("mutants").resolve("timer-not-stopped.patch"));
        Run whole = run();
        assertThat(whole.code()).isEqualTo(1);
        assertThat(whole.out()).contains("without a mutant: Sender.quiet\n", "1 of 3 properties without a mutant");
        Run one = run("no-retransmission");
        assertThat(one.code()).isZero();
        assertThat(one.out())
                .doesNotContain("without a mutant")
                .contains("1 of 1 mutant killed by the property of its row");
    }

    @Test
    void aMutantThatLives() throws IOException {
        write("harmless", "Title: t\nKills: Sender.armed\nScenario: three-messages\n");
        Run run = run("harmless", "no-retransmission");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "BY ANOTHER",
                        "harmless: Sender.armed does not fail; all-is-old does, in three-messages, in 5 steps")
                .contains("(duplicated)")
                .contains("1 of 2 mutants killed by the property of their row");
    }

    @Test
    void theStoryAndTheFigure() {
        Run run = run("any-acknowledgment", "--show");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("why an alternating bit: ", "(any-acknowledgment)\n", "The sender takes any acknowledgment")
                .contains("in-step in scenario three-messages, 5 steps", "(SEND n=2)", "killed, with its story");
    }

    @Test
    void everyProperty() {
        Run run = run("no-retransmission", "--all-properties");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Sender.quiet              .", "no-fault                  .", "Sender.armed              X");
    }

    @Test
    void chosen() throws IOException {
        write("rowed", "Title: t\nRow: 7, 9\nKills: in-step\nScenario: three-messages\n");
        assertThat(run("--list").out())
                .contains("any-acknowledgment", "no-retransmission", "rowed", "why an alternating bit");
        assertThat(run("--list", "--only-row", "9").out()).contains("rowed").doesNotContain("any-ack");
        assertThat(run("--list", "--quick").out()).contains("any-ack").doesNotContain("rowed");
        assertThat(run("--only-row", "9").code()).isZero();
    }

    @Test
    void limits() {
        Run run = run("any-acknowledgment", "--max-states", "10", "--threads", "1");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("NOT EXHAUSTED", "the state limit is reached");
        Run time = run("any-acknowledgment", "--time-limit", "1us", "--threads", "1");
        assertThat(time.code()).isEqualTo(1);
        assertThat(time.out()).contains("the time limit is reached");
        Run trusting = run("any-acknowledgment", "--no-baseline");
        assertThat(trusting.code()).isZero();
        assertThat(trusting.out()).contains("was not checked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "any-acknowledgement | there is no mutant any-acknowledgement of",
                "any-acknowledgement | did you mean any-acknowledgment?",
                "--only-row 77       | no mutant of",
                "--threads 0         | --threads and --max-states must be at least 1",
                "--time-limit soon   | --time-limit is a length of time",
                "--set RETRIES=3     | no parameter RETRIES",
            })
    void wrongUse(String line, String message) {
        Run run = run(line.strip().split(" +"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void noMutants() throws IOException {
        Run none = Sequent.run("mutants", Sequent.copy("gbn", folder).toString());
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("there are no mutants of ", "gbn/mutants", "spec/tcp/mutants/README.md");
        Files.createDirectories(folder.resolve("gbn/mutants"));
        Run empty = Sequent.run("mutants", folder.resolve("gbn").toString());
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err()).contains("has no .patch file");
    }

    /**
     * Everything that does not fit is said at once, before anything is explored; unless others were asked for by name.
     */
    @Test
    void mutantsThatDoNotFit() throws IOException {
        write("one", "Title: t\nKills: in-stepp\nScenario: three-messages\n");
        Files.writeString(root.resolveSibling("mutants").resolve("two.patch"), "Titel: t\n");
        Run run = run();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("abp/mutants/one.patch:2: ABP has no property or invariant in-stepp\n  did you mean in-step?")
                .contains("abp/mutants/two.patch:1: there is no key Titel")
                .contains("2 mutants do not fit the specification, so none was checked");
        assertThat(run("two").err()).contains("one mutant does not fit").doesNotContain("one.patch");
        assertThat(run("any-acknowledgment").code()).isZero();
        assertThat(run("--list").code()).isEqualTo(2);
        Map<String, Object> json = Json.object(run("--json").out());
        assertThat(json).containsEntry("format", "sequent-mutant-complaints");
        assertThat((List<?>) json.get("complaints")).hasSize(2);
    }

    @Test
    void aMutantWhoseSurroundingsHaveChanged() throws IOException {
        Sequent.edit(root, "step third \"go on to the next message\"", "step third \"on to the next\"");
        Run run = run("any-acknowledgment");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("any-acknowledgment.patch:", "around this hunk abp.sqt has changed");
        Sequent.edit(root, "if B and not BIT or BIT and not B { drop }", "if B != BIT { drop }");
        Run gone = run("any-acknowledgment");
        assertThat(gone.code()).isEqualTo(2);
        assertThat(gone.err()).contains("the hunk fits nowhere in abp.sqt: no line of it reads 'if B and not BIT or");
    }

    @Test
    void asJson() {
        Run run = run("--json");
        assertThat(run.code()).isZero();
        Map<String, Object> json = Json.object(run.out());
        assertThat(json)
                .containsEntry("format", "sequent-mutants")
                .containsEntry("good", true)
                .containsEntry("withoutMutant", List.of());
        assertThat((List<?>) json.get("mutants"))
                .hasSize(3)
                .allSatisfy(mutant ->
                        assertThat((Map<?, ?>) mutant).extracting("fate").isEqualTo("killed"));
        Map<String, Object> list = Json.object(run("--list", "--json").out());
        assertThat(list).containsEntry("format", "sequent-mutant-list");
        assertThat((List<?>) list.get("mutants")).hasSize(3);
    }
}
