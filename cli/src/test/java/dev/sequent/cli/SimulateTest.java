package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sequent check --simulate}. */
class SimulateTest {
    @TempDir
    Path folder;

    /** The receiver forgets which bit is next: a retransmission counts as new. */
    private Path broken() throws IOException {
        Path root = Sequent.copy("abp", folder);
        Sequent.edit(root, "        EXPECTED := not EXPECTED\n", "");
        return root;
    }

    @Test
    void nothingFoundIsNotHolding() {
        Run run = Sequent.run("check", "transfer", "--simulate", "--walks", "500", "--seed", "1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("500 walks from number 0 on", "seed 1", "not found violated, which proves nothing: ")
                .contains("nothing was found in 500 walks through 1 scenario; that is no proof, for core ")
                .contains("pairs of what A and B can be in", "half of the walks up to")
                .doesNotContain("holds (")
                .doesNotContain("everything holds");
    }

    @Test
    void whatIsFoundIsShortAndCanBeReplayed() throws IOException {
        Path root = broken();
        Path traces = folder.resolve("out");
        Run run = Sequent.run(
                "check",
                root.toString(),
                "--simulate",
                "--walks",
                "500",
                "--seed",
                "1",
                "--trace-dir",
                traces.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("not-acknowledged-yet  VIOLATED (walk ", "the shortest way, ", "-->", "<CTL=")
                .contains("1 VIOLATED, in 1 scenario, for core ");
        try (Stream<Path> files = Files.list(traces)) {
            List<Path> json = files.filter(f -> f.toString().matches(".*(?<!\\.itf)\\.json"))
                    .toList();
            assertThat(json).hasSize(1);
            Run replay = Sequent.run("replay", json.getFirst().toString(), root.toString());
            assertThat(replay.code()).as(replay.out() + replay.err()).isZero();
        }
    }

    /** As printed, so that anybody can take the very walk. */
    @Test
    void aWalkCanBeTakenAlone() throws IOException {
        Path root = broken();
        Map<String, Object> all = finding(root, "--walks", "500");
        Map<String, Object> alone = finding(root, "--walk", all.get("walk").toString());
        assertThat(alone).containsEntry("walk", all.get("walk")).containsEntry("stepsInWalk", all.get("stepsInWalk"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> finding(Path root, String option, String value) {
        Run run = Sequent.run("check", root.toString(), "--simulate", "--seed", "7", option, value, "--json");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        var scenarios = (List<Map<String, Object>>) Json.object(run.out()).get("scenarios");
        return ((List<Map<String, Object>>) scenarios.getFirst().get("findings")).getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--walks 3                       | go with --simulate",
                "--depth 3                       | go with --simulate",
                "--simulate --walks 0            | must be at least 1",
                "--simulate --depth 0            | must be at least 1",
                "--simulate --walk -1            | is the number of a walk, from 0",
                "--simulate --walk 1 --walks 2   | --walk is one walk, --walks many",
                "--simulate --max-states 100     | do not go with --simulate",
                "--simulate --memory 1g          | do not go with --simulate",
                "--simulate --engine jpf         | do not go with --simulate",
            })
    void wrongUse(String options, String said) {
        Run run = Sequent.run(("check handshake " + options).split(" +"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(said);
    }
}
