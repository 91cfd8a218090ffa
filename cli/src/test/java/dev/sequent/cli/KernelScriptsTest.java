package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sequent.cli.Sequent.Run;
import dev.sequent.packet.batch.Differences;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.stack.device.KernelNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sequent packet --kernel}. What needs a namespace is skipped where this user may not make one. */
class KernelScriptsTest {
    private static final String RESET = """
            0 < 40000 > 8080: . 1:1(0) ack 1000 win 4096
            +0 > 8080 > 40000: R 1000:1000(0)
            """;
    private static final String FAILS = RESET.replace("R 1000:1000(0)", "R 1001:1001(0)");

    @TempDir
    Path folder;

    private String script(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private void page(String text) throws IOException {
        Files.writeString(folder.resolve(Differences.FILE), text);
    }

    private static void needsRootAndTun() {
        Assumptions.assumeTrue(
                Files.isWritable(Path.of("/dev/net/tun")), "/dev/net/tun is missing or not for this user: run as root");
        try {
            KernelNamespace.create().close();
        } catch (DeviceException e) {
            Assumptions.abort("this user may not make network namespaces: run as root");
        }
    }

    @Test
    void aSpecificationMakesNoSenseWithIt() throws IOException {
        String script = script("a.pkt", RESET);
        for (List<String> options : List.of(
                List.of("--spec", "spec/tcp"), List.of("--set", "MSL=1s"), List.of("--use", "congestion=none"))) {
            Run run = Sequent.run("packet", "--kernel", options.get(0), options.get(1), script);
            assertThat(run.err()).contains("--spec, --set and --use are about a specification");
            assertThat(run.code()).isEqualTo(2);
        }
    }

    @Test
    void timeIsLimitedOnlyWhereItIsReal() throws IOException {
        Run run = Sequent.run("packet", "--longest", "1s", script("a.pkt", RESET));
        assertThat(run.err()).contains("--longest goes with --kernel");
        assertThat(run.code()).isEqualTo(2);
        Run wrong = Sequent.run("packet", "--kernel", "--longest", "soon", script("a.pkt", RESET));
        assertThat(wrong.code()).isEqualTo(2);
    }

    @Test
    void aPageWithAMistakeIsWrongUse() throws IOException {
        page("## Other\n- `no.pkt`\n");
        Run run = Sequent.run("packet", "--kernel", script("a.pkt", RESET));
        assertThat(run.err()).contains(Differences.FILE + ":2: there is no script no.pkt");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void whatTheKernelPassesAndWhatNot() throws IOException {
        needsRootAndTun();
        Run passes = Sequent.run("packet", "--kernel", script("a.pkt", RESET));
        assertThat(passes.out()).matches("kernel Linux \\S+\n1 passed, 0 failed, 0 unsupported, 0 differ as listed\n");
        assertThat(passes.code()).isZero();
        Run fails = Sequent.run("packet", "--kernel", script("b.pkt", FAILS));
        assertThat(fails.out())
                .contains("expected  8080 > 40000 R 1001:1001(0)", "actual    8080 > 40000 R 1000:1000(0)");
        assertThat(fails.code()).isEqualTo(1);
    }

    @Test
    void whatIsListedIsNoFailureUnlessItPasses() throws IOException {
        needsRootAndTun();
        String passes = script("passes.pkt", RESET);
        String fails = script("fails.pkt", FAILS);
        page("## RSTs are another one\n\n- `fails.pkt`\n");
        Run asListed = Sequent.run("packet", "--kernel", passes, fails);
        assertThat(asListed.out())
                .endsWith("   1  RSTs are another one\n1 passed, 0 failed, 0 unsupported, 1 differ as listed\n");
        assertThat(asListed.code()).isZero();
        page("## RSTs are another one\n\n- `fails.pkt`\n- `passes.pkt`\n");
        Run stale = Sequent.run("packet", "--kernel", passes, fails);
        assertThat(stale.out()).contains(passes + ": passed, and KERNEL.md lists it under 'RSTs are another one'\n");
        assertThat(stale.code()).isEqualTo(1);
        JsonNode json = Json.parse(
                Sequent.run("packet", "--kernel", "--json", passes, fails).out());
        assertThat(Json.complaints(json)).isEmpty();
        assertThat(json.at("/scripts/1/difference").asText()).isEqualTo("RSTs are another one");
        assertThat(json.at("/kernel").asText()).isEqualTo(System.getProperty("os.version"));
    }

    @Test
    void whatTakesTooLongIsNotRun() throws IOException {
        needsRootAndTun();
        Run run = Sequent.run(
                "packet",
                "--kernel",
                "--longest",
                "1s",
                script("a.pkt", RESET),
                script("b.pkt", RESET + "+2 < . 1:1(0) ack 1 win 1\n"));
        assertThat(run.out())
                .contains("b.pkt: not run: it takes 2 s, longer than --longest, 1 s\n")
                .endsWith(
                        "1 passed, 0 failed, 0 unsupported, 0 differ as listed, 1 not run since it takes longer than --longest\n");
        assertThat(run.code()).isZero();
    }

    /** Who reads only the exit code must not take this for a success. */
    @Test
    void whereNothingIsRunThatIsNoSuccess() throws IOException {
        String script = script("a.pkt", RESET + "+2 < . 1:1(0) ack 1 win 1\n");
        Path report = folder.resolve("report.xml");
        Run run = Sequent.run("packet", "--kernel", "--longest", "1s", "--report", report.toString(), script);
        assertThat(run.out()).contains("a.pkt: not run: ", "0 passed, ", "1 not run");
        assertThat(run.code()).isEqualTo(1);
        assertThat(report).content().contains("skipped=\"1\"", "<skipped message=");
        JsonNode json = Json.parse(Sequent.run("packet", "--kernel", "--longest", "1s", "--json", script)
                .out());
        assertThat(Json.complaints(json)).isEmpty();
        assertThat(json.at("/scripts/0/verdict").asText()).isEqualTo("not-run");
    }

    @Test
    void aDryRunIsAboutTheScriptsOnly() throws IOException {
        page("## RSTs are another one\n\n- `fails.pkt`\n");
        Run run = Sequent.run("packet", "--kernel", "--dry-run", script("fails.pkt", FAILS), script("a.pkt", RESET));
        assertThat(run.out()).endsWith("\nread only: 2 can be run, 0 unsupported\n");
        assertThat(run.code()).isZero();
    }
}
