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

/** {@code sequent mutants --draw}: faults that nobody has chosen, and which judges find them. */
class DrawnFaultsTest {
    @TempDir
    Path folder;

    /** The alternating bit protocol, with its scenario as a quick one. */
    private Path root;

    @BeforeEach
    void copy() throws IOException {
        root = Sequent.copy("abp", folder);
        Sequent.edit(root, "  check all\n", "  check all\n  quick\n");
    }

    private Run run(String line) {
        return Sequent.run(("mutants " + root + " " + line).split(" "));
    }

    private String timeless(Run run) {
        return run.out().replaceAll("core [0-9a-f]{16}", "core DIGEST").replace(root.toString(), "abp.sqt");
    }

    @Test
    void theTableSaysWhoFindsWhat() {
        Run run = run("--draw 99 --try --judges check,simulation --threads 1");
        assertThat(run.err())
                .isEqualTo("sequent: there are 16 faults of Sender, fewer than --draw says: all are drawn\n");
        assertThat(run.code()).isEqualTo(1);
        assertThat(timeless(run)).isEqualTo("""
                core DIGEST (ABP, abp.sqt)

                  #  simulation     check          fault
                  1  -              13/0           abp.sqt:43:10: negated: not ACK
                  2  1/3            29/3           abp.sqt:49:7: left out: stop RETRANSMISSION
                  3  1/3            25/3           abp.sqt:50:7: left out: BIT := not BIT
                  4  1/1            7/1            abp.sqt:35:5: left out: -> WAITING
                  5  7/3            21/3           abp.sqt:53:7: left out: -> IDLE
                  6  1/1            2/1            abp.sqt:36:5: left out: transmit()
                  7  -              2/0            abp.sqt:29:5: left out: send <CTL=B if (BIT)><TEXT=SIZE>
                  8  -              10/0           abp.sqt:29:21: negated: BIT
                  9  -              -              abp.sqt:43:20: left out: drop
                 10  -              -              abp.sqt:51:7: left out: SIZE := 0
                 11  1/1            5/1            abp.sqt:30:5: left out: start RETRANSMISSION after RETRY
                 12  5/5            78/5           abp.sqt:46:43: left out: drop
                 13  1/2            17/2           abp.sqt:58:42: left out: transmit()
                 14  -              -              abp.sqt:34:5: left out: SIZE := n
                 15  -              13/0           abp.sqt:46:10: negated: B and not BIT or BIT and not B
                 16  -              -              abp.sqt:52:7: left out: signal acknowledged

                N/M: found after N tries, and the counterexample has length M
                  simulation  N is the number of walks through a scenario
                  check       N is the number of states of a scenario
                16 faults of Sender, drawn with seed 1
                  by simulation     8
                  by check         12, of which by no other: 1, 7, 8, 15
                  by none           4: 9, 10, 14, 16
                """);
    }

    @Test
    void theTableDependsOnNoThread() {
        String line = "--draw 6 --try --judges check,simulation --threads ";
        assertThat(run(line + 4).out()).isEqualTo(run(line + 1).out());
    }

    /** The bound is a count: what a second walk finds, one does not. */
    @Test
    void aBoundThatIsTooSmallFindsNothing() {
        String line = "--draw 16 --try --only 12 --judges simulation --no-baseline --walks ";
        Run one = run(line + 1);
        assertThat(one.code()).isEqualTo(1);
        assertThat(one.out()).contains("1 fault of Sender", "by simulation     0", "by none           1: 12");
        Run two = run(line + 2);
        assertThat(two.code()).isZero();
        assertThat(two.out()).contains(" 12  2/6  ", "by none           0\n");
        Run few = run("--draw 16 --try --only 12 --judges check --no-baseline --max-states 7");
        assertThat(few.code()).isEqualTo(1);
    }

    /** A fault of each kind of time: found, missed, and no time left, which is neither. */
    @Test
    void aJudgeThatRunsOutOfTimeHasNotSaidThatThereIsNothing() {
        Run run = run("--draw 16 --try --only 10 --judges check --no-baseline --time-limit 1ns");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains(" 10  gave up  ", "1 time a judge ran out of time before its bounds");
    }

    @Test
    void whatTheJudgesSayIsShown() {
        Run run = run("--draw 16 --try --only 5,9 --judges check --show");
        assertThat(run.out())
                .contains("\n  check: no-deadlock in three-messages, after 21 states\n", "(SEND n=1)")
                .contains("\n  check: not in ", " states\n");
    }

    /** Asked by its name only, it examines those steps that the fault may take part in, and says what it refutes. */
    @Test
    void theProverAsAJudge() {
        Run run = run("--draw 16 --try --only 2,9,11 --judges prove --show");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("\n  2  1/1            abp.sqt:49:7: left out: stop RETRANSMISSION\n")
                .contains("\n  prove: quiet by FRAME in WAITING, after 1 steps\n")
                .contains("\n      state    WAITING         *  IDLE\n", "\n    running RETRANSMISSION holds\n")
                .contains("\n  9  -              abp.sqt:43:20: left out: drop\n  prove: not in 1 steps\n")
                .contains("\n 11  1/1            abp.sqt:30:5: left out: start RETRANSMISSION after RETRY\n")
                .contains("\n  by prove          2, of which by no other: 2, 11\n");
    }

    /** What is refuted without the fault, too, is none of its doing. */
    @Test
    void whatTheProverRefutesAnyway() throws IOException {
        Sequent.edit(root, "  invariant quiet", "  invariant small : SIZE <= 10\n  invariant quiet");
        assertThat(run("--draw 16 --try --only 7 --judges prove --no-baseline").out())
                .contains("\n  7  -  ", "  by none           1: 7\n");
    }

    /** Finding something in a specification that is wrong anyway says nothing about the fault. */
    @Test
    void aSpecificationThatIsWrongAsItIs() throws IOException {
        Sequent.edit(root, "      if B and not BIT or BIT and not B { drop }\n", "");
        Run run = run("--draw 3 --try --judges check");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("the specification is found wrong as it is, by check (all-is-old in three-messages)")
                .contains("Mend that first");
        assertThat(run("--draw 3 --try --judges check --no-baseline").code()).isNotEqualTo(2);
    }

    @Test
    void asJson() {
        Map<String, Object> json = Json.object(
                run("--draw 16 --try --only 9,12 --judges check --json").out());
        assertThat(json)
                .containsEntry("format", "sequent-sensitivity")
                .containsEntry("unseen", List.of(9))
                .containsEntry("seed", 1);
        assertThat((List<?>) json.get("faults"))
                .extracting(fault -> ((Map<?, ?>) fault).get("number"), fault -> opinion((Map<?, ?>) fault))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(9, "missed"),
                        org.assertj.core.groups.Tuple.tuple(12, "found"));
    }

    private static Object opinion(Map<?, ?> fault) {
        return ((Map<?, ?>) ((List<?>) fault.get("opinions")).getFirst()).get("opinion");
    }

    /** With --output, each goes to a folder of its own. */
    @Test
    void copiesAreWritten() throws IOException {
        Path copies = folder.resolve("copies");
        Run run = run("--draw 3 --seed 1 -o " + copies);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("""
                001	abp.sqt:43:10: negated: not ACK
                002	abp.sqt:49:7: left out: stop RETRANSMISSION
                003	abp.sqt:50:7: left out: BIT := not BIT
                """);
        assertThat(copies.resolve("faults.tsv")).hasContent(run.out());
        assertThat(Files.readString(copies.resolve("002/abp.sqt"))).contains("if false { stop RETRANSMISSION }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--draw 0 --try                             | --draw draws at least one",
                "--draw -1 --try                            | --draw draws at least one",
                "--draw 3 --try --quick                     | do not go with it",
                "--draw 3 --try --only-row 1                | do not go with it",
                "--draw 3 --try --engine jpf                | do not go with it",
                "--draw 3 --try --all-properties            | do not go with it",
                "--draw 3 -o x --list                       | do not go with it",
                "ignored-acknowledgment --draw 3 --try      | leave out ignored-acknowledgment",
                "--draw 3                                   | --draw needs --output DIR",
                "--try                                      | go with --draw",
                "--seed 2                                   | go with --draw",
                "--draw 3 -o x --only 2                     | go with --try",
                "--draw 3 --try --only 4 --judges check     | there is no fault 4; they are numbered from 1 to 3, as --draw says",
                "--draw 99 --try --only 17 --judges check   | from 1 to 16, which are all that there are",
                "--draw 3 --try --judges chekc              | there is no judge chekc; did you mean check?",
                "--draw 3 --try --walks 0                   | --tries and --walks must be at least 1",
                "--draw 3 --try                             | --scripts",
                "--draw 3 --try --judges check --machine A  | has no machine A",
            })
    void wrongUse(String line, String message) {
        Run run = run(line.strip());
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    /** Without compiling anything: there is no specification. */
    @Test
    void aNumberBeyondThoseDrawnIsRefusedAtOnce() {
        Run run = Sequent.run("mutants", folder.resolve("none.sqt").toString(), "--draw", "2", "--try", "--only", "7");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--only: there is no fault 7; they are numbered from 1 to 2, as --draw says");
    }

    @Test
    void withoutAQuickScenarioTheCheckHasNothingToDo() throws IOException {
        Sequent.edit(root, "  quick\n", "");
        Run run = run("--draw 3 --try --judges check");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("has no quick scenario", "name others with --judges");
    }
}
