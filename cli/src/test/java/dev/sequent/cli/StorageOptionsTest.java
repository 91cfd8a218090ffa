package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a search keeps its states, as the command line says it. */
class StorageOptionsTest {
    @TempDir
    private Path directory;

    private static String covered(Run run) {
        Matcher matcher = Pattern.compile("searched: ([\\d,]+ states, [\\d,]+ transitions, depth \\d+)")
                .matcher(run.out());
        assertThat(matcher.find()).as(run.out()).isTrue();
        return matcher.group(1);
    }

    @Test
    void goesOnWithACheckpointAndKeepsStatesWhereItIsTold() {
        String kept = directory.resolve("kept").toString();
        Run part = Sequent.run("check", "refused", "--checkpoint", kept, "--max-states", "3");
        assertThat(part.code()).isEqualTo(1);
        assertThat(part.out()).contains("not exhausted");
        assertThat(Sequent.run("check", "refused", "--checkpoint", kept).err()).contains("resume");
        assertThat(Sequent.run("check", "refused", "--checkpoint", kept, "--resume", "--set", "MSL=2s")
                        .err())
                .contains("another search")
                .contains("MSL = 2 s");
        String whole = covered(Sequent.run("check", "refused"));
        assertThat(covered(Sequent.run("check", "refused", "--checkpoint", kept, "--resume")))
                .isEqualTo(whole);
        Run spilled = Sequent.run("check", "refused", "--memory", "1k");
        assertThat(covered(spilled)).isEqualTo(whole);
        assertThat(spilled.out()).contains("on disk");
        Run fingerprints = Sequent.run("check", "refused", "--fingerprint");
        assertThat(covered(fingerprints)).isEqualTo(whole);
        assertThat(fingerprints.out()).contains("a state was missed with probability");
    }

    @Test
    void refusesWhatIsNoPlaceToKeepStatesIn() throws IOException {
        String file = Files.createFile(directory.resolve("file")).toString();
        Run kept = Sequent.run("check", "refused", "--checkpoint", file);
        assertThat(kept.code()).isEqualTo(2);
        assertThat(kept.err()).contains("cannot keep a search in " + file).contains("name another directory");
        Run spilled = Sequent.run("check", "refused", "--checkpoint", file, "--memory", "1m");
        assertThat(spilled.code()).isEqualTo(2);
        assertThat(spilled.err()).contains("cannot spill to " + file).contains("name another directory");
    }

    @Test
    void refusesACheckpointThatIsNotOfThisSearch() throws IOException {
        String kept = directory.resolve("kept").toString();
        Path abp = Sequent.copy("abp", directory);
        String[] search = {"check", abp.toString(), "--checkpoint", kept, "--resume"};
        assertThat(Sequent.run(search).code()).isZero(); // there is nothing to go on with as yet

        Sequent.edit(abp, "if ACK { drop }", "if not ACK { drop }");
        Run other = Sequent.run(search);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .containsPattern("is of another search: it has \\[core \\w+], this one \\[core \\w+]")
                .contains("remove it to start over");

        Path manifest = directory.resolve("kept/three-messages/manifest");
        Files.write(manifest, Arrays.copyOf(Files.readAllBytes(manifest), 100));
        Run damaged = Sequent.run(search);
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err()).contains("is damaged: manifest; remove it to start over");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check refused --resume                              | --resume needs --checkpoint DIR",
                "check refused --memory much                         | --memory is a size like 256m",
                "check refused --memory 5                            | --memory is a size like 256m",
                "check refused --checkpoint-every soon               | --checkpoint-every is a length of time"
            })
    void saysWhatIsWrong(String line, String message) {
        Run run = Sequent.run(line.strip().split(" +"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }
}
