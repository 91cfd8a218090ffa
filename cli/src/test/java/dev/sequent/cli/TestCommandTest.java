package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sequent test}: what it says, of TCP and of a specification that was edited, and its exit codes. */
class TestCommandTest {
    @TempDir
    Path folder;

    /** With failures of its own, and the cores of the other tests. */
    private Run run(String... args) {
        var all = new java.util.ArrayList<>(java.util.List.of("test"));
        all.addAll(java.util.List.of(args));
        return Sequent.run(Map.of("XDG_CACHE_HOME", folder.toAbsolutePath().toString()), all.toArray(String[]::new));
    }

    @Test
    void whatHoldsIsSaidWithTheSeed() {
        Run run = run("delivery", "range-sets", "--seed", "17", "--tries", "20");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("core ", "seed 17\n")
                .containsPattern("delivery +holds +20 tries +\\S+ a second\n")
                .containsPattern("range-sets +holds +20 tries")
                .doesNotContain("windows");
    }

    @Test
    void anEditedSpecificationIsTheOneThatIsTried() throws IOException {
        String root = EditedSpecificationTest.withTwoWayHandshake(folder).toString();
        Run run = run(root, "delivery", "--seed", "17", "--tries", "200");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("delivery +FAILS")
                .contains("delivery does not hold:\n", "(RFC 9293, ", "the smallest that fails, found in ")
                .contains("--> <SEQ=A><CTL=SYN>")
                .containsPattern("\nagain: sequent test \\S*tcp.sqt delivery --seed -?\\d+ --tries 1\n");
        String[] again = run.out()
                .lines()
                .filter(line -> line.startsWith("again: "))
                .findFirst()
                .orElseThrow()
                .replace("again: sequent test ", "")
                .split(" ");
        again[0] = root;
        assertThat(run(again).out()).contains("delivery does not hold:\n");

        Run other = run("delivery", "--seed", "18", "--tries", "3");
        assertThat(other.code()).as(other.err()).isZero();
        assertThat(other.out())
                .as("what failed in a copy")
                .doesNotContain("had failed")
                .contains(" 3 tries");

        Path file = Path.of(root).resolveSibling("segment-arrives.sqt");
        Files.copy(Sequent.HOME.resolve("spec/tcp/segment-arrives.sqt"), file, StandardCopyOption.REPLACE_EXISTING);
        Run mended = run(root, "delivery", "--seed", "18", "--tries", "3");
        assertThat(mended.code()).as(mended.err()).isZero();
        assertThat(mended.out()).contains("had failed with another core, and holds now", "4 tries");
    }

    /** Of a run of two stacks, a script for each, and the second beside the first. */
    @Test
    void whatFailsIsKeptAsAScript() throws IOException {
        String root = EditedSpecificationTest.withTwoWayHandshake(folder).toString();
        Path scripts = folder.resolve("made").resolve("failure.pkt");
        Run run = run(root, "delivery", "--seed", "17", "--tries", "200", "--script", scripts.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("script of delivery, A: " + scripts, "failure-2.pkt");
        assertThat(scripts)
                .content()
                .startsWith("// Written by sequent")
                .contains(
                        "\n// delivery does not hold",
                        "--strict_segments",
                        "// again: sequent test " + root + " delivery --seed ");
        assertThat(Sequent.run("packet", "--spec", root, scripts.toString()).code())
                .isEqualTo(run.out().contains("script of delivery, A: " + scripts + "; the same happens") ? 0 : 1);
    }

    @Test
    void withoutAFailureThereIsNoScript() {
        Path script = folder.resolve("none.pkt");
        Run run = run("range-sets", "--seed", "17", "--tries", "20", "--script", script.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("no script: nothing has failed");
        assertThat(script).doesNotExist();
    }

    @Test
    void aParameterIsSet() {
        Run run = run("--set", "MSL=5s", "delivery", "--seed", "1", "--tries", "5");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("set MSL = 5 s\n");
    }

    @Test
    void distributionsAndRulesAreShownIfWanted() {
        Run run = run("delivery", "--seed", "1", "--tries", "50", "--distributions", "--rules");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("delivery, what was drawn:\n", "segments lost\n")
                .containsPattern("\\d+ of \\d+ rules no try has passed:\n")
                .containsPattern("  network-events.sqt:\\d+: on ICMP-ERROR in SYN-SENT");
    }

    @Test
    void theListNamesEveryProperty() {
        Run run = run("--list");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("delivery  (", "windows  (", "any-events  (", "range-sets  (", "RFC 6298");
    }

    @Test
    void wrongUseIsSaid() {
        Run misspelled = run("delivry");
        assertThat(misspelled.code()).isEqualTo(2);
        assertThat(misspelled.err()).contains("there is no property delivry", "delivery");
        assertThat(run("delivery", "--tries", "0").code()).isEqualTo(2);
        assertThat(run("delivery", "--time", "10").code()).isEqualTo(2);
        assertThat(run("delivery", "--seed", "x").code()).isEqualTo(2);
        Run another = run(
                "spec/abp/abp.sqt".replace("spec", Sequent.HOME.resolve("spec").toString()));
        assertThat(another.code()).isEqualTo(2);
        assertThat(another.err()).contains("cannot run as a TCP");
    }
}
