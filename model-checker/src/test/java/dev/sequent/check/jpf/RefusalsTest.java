package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Specs;
import dev.sequent.check.StorageOptions;
import dev.sequent.check.engine.Exploration.Stop;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JPF that cannot be relied on: nothing is claimed to hold, whatever it prints. Its Java is a script. */
class RefusalsTest {
    private static final String LINE = "======================================================";
    private static final String CLEAN =
            "echo '" + LINE + " results'; echo 'no errors detected'; echo '" + LINE + " search finished: today'";

    @TempDir
    Path folder;

    private final Protocol abp = Specs.of("abp").compile();

    /** @param script what "java" does */
    private ScenarioReport check(String script, CheckOptions options) throws IOException {
        Path home = FakeJpf.home(folder.resolve("jpf"), 61, "0000000");
        Path java = FakeJpf.java(folder.resolve("java"), "17.0.1", script);
        Jpf jpf = Jpf.find(
                FakeJpf.request(folder, Map.of("JPF_HOME", home.toString())).withJava(java));
        var core = CoreCompiler.compile(abp);
        return new CheckRun(abp, core, Map.of(), new JpfEngine(jpf, core))
                .check(abp.scenarios().getFirst(), options);
    }

    private void assertRefused(String script, String... said) {
        assertThatThrownBy(() -> check(script, CheckOptions.defaults()))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContainingAll(said)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private static final String RECORD =
            "for a; do case $a in +sequent.recording=*) printf '\\0\\0\\0\\003' >\"${a#*=}\";; esac; done; ";

    /** As a build does that stops somewhere in silence. It leaves a record: of nothing. */
    @Test
    void aCanaryThatDoesNotFail() {
        assertRefused(RECORD + CLEAN, "does not find what is wrong", "made to fail", "no errors detected", "JPF.md");
    }

    /** Something is found, and it is not what there is: the record does not say what. */
    @Test
    void aCanaryThatFailsForAnotherReason() {
        assertRefused(
                RECORD + "echo '" + LINE + " results'; echo 'error #1: gov.nasa.jpf.vm.NotDeadlockedProperty'; echo '"
                        + LINE + " search finished: today'",
                "does not find what is wrong",
                "NotDeadlockedProperty");
    }

    @Test
    void oneThatPutsNothingOnRecord() {
        assertRefused(CLEAN, "gave up", "no errors detected");
    }

    @Test
    void oneThatDoesNotStart() {
        assertRefused(
                "echo 'Exception in thread \"main\" java.lang.UnsupportedClassVersionError'; exit 1",
                "gave up",
                "UnsupportedClassVersionError");
    }

    @Test
    void oneThatSaysNothing() {
        assertRefused("exit 0", "gave up", "it said nothing");
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        Path home = FakeJpf.home(folder.resolve("jpf"), 61, "0000000");
        var core = CoreCompiler.compile(abp);
        var plan = new Plan(
                abp,
                core.load(RefusalsTest.class.getClassLoader()),
                abp.scenarios().getFirst(),
                Map.of());
        Path within = folder.resolve("work");
        try (Workbench bench = Workbench.of(
                new JpfHome(home, "", ""), core, plan, ScenarioSystem.of(plan).watched(), within)) {
            assertThat(bench.folder()).isNotEmptyDirectory().hasParent(within);
        }
        assertThat(within).isEmptyDirectory();
    }

    @Test
    void optionsOfTheEmbeddedEngine() {
        var fingerprints =
                CheckOptions.defaults().withStorage(StorageOptions.inMemory().withFingerprint(true));
        assertThatThrownBy(() -> check("exit 0", fingerprints))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("embedded engine's");
    }

    @Test
    void whoCancelsIsNotKeptWaiting() throws Exception {
        Path home = FakeJpf.home(folder.resolve("jpf"), 61, "0000000");
        Path java = FakeJpf.java(folder.resolve("java"), "17.0.1", "exec sleep 100");
        Jpf jpf = Jpf.find(
                FakeJpf.request(folder, Map.of("JPF_HOME", home.toString())).withJava(java));
        var process = new JpfProcess();
        var output = new JpfOutput(progress -> {});
        Thread run = Thread.ofVirtual()
                .start(() -> process.run(List.of(jpf.java().java().toString()), folder, output, Duration.ofDays(1)));
        process.stop(Stop.INTERRUPTED);
        run.join();
        assertThat(process.stopped()).contains(Stop.INTERRUPTED);
        assertThat(output.exhausted()).isFalse();
    }

    @Test
    void timeRunsOut() throws Exception {
        Path java = FakeJpf.java(folder.resolve("java"), "17.0.1", "exec sleep 100");
        var process = new JpfProcess();
        process.run(
                List.of(java.resolve("bin/java").toString()), folder, new JpfOutput(p -> {}), Duration.ofMillis(50));
        assertThat(process.stopped()).contains(Stop.TIME);
    }
}
