package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a command and is no verdict has an exit code of its own, and says so on the stream that a script reads. */
class FaultsTest {
    private static Sequent.Run run(boolean json, Supplier<Integer> command) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(command, json, Sequent.console(Map.of(), out, err));
        return new Sequent.Run(code, out.toString(), err.toString());
    }

    private static int deeper(int n) {
        return n == Integer.MIN_VALUE ? 0 : 1 + deeper(n + 1);
    }

    @Test
    void aStackThatOverflowsIsAFaultAndNotAViolation() {
        Sequent.Run run = run(false, () -> deeper(0));

        assertThat(run.code()).isEqualTo(70);
        assertThat(run.err())
                .startsWith("sequent: this is a fault of sequent itself; please report it with what follows\n")
                .contains("java.lang.StackOverflowError");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFaultSpeaksJsonWhereJsonIsAskedFor() {
        Sequent.Run run = run(true, () -> {
            throw new AssertionError("the sky fell");
        });

        assertThat(run.code()).isEqualTo(70);
        assertThat(Json.object(run.out()))
                .containsEntry("format", "sequent-failure")
                .hasEntrySatisfying(
                        "message",
                        message -> assertThat((String) message)
                                .contains("fault of sequent")
                                .contains("the sky fell"));
    }

    @Test
    void memoryThatRunsOutIsSaidInASentenceWhereverItDid() {
        Sequent.Run run = run(true, () -> {
            throw new CompletionException(new IllegalStateException(new OutOfMemoryError("Java heap space")));
        });

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("sequent: out of memory: the JVM's heap of ")
                .contains("SEQUENT_JAVA_OPTS=-Xmx")
                .hasLineCount(1);
        assertThat((String) Json.object(run.out()).get("message")).startsWith("out of memory");
    }

    @Test
    void threadsThatTheSystemDoesNotGiveAreNoMatterOfTheHeap() {
        Sequent.Run run = run(false, () -> {
            throw new OutOfMemoryError(
                    "unable to create native thread: possibly out of memory or process/resource limits reached");
        });

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("no more threads").contains("--threads").hasLineCount(1);
    }

    @Test
    void moreThreadsThanAnyMachineHasUseForAreRefused() {
        for (String command : new String[] {"check", "mutants"}) {
            Sequent.Run run = Sequent.run(command, "--threads", "99999");

            assertThat(run.code()).as(command).isEqualTo(2);
            assertThat(run.err()).contains("--threads must be at most 256");
        }
    }

    /** A process of its own: its heap is too small for the TCP specification's core. */
    @Test
    void aHeapThatIsTooSmallEndsInASentence() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseParallelGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dsequent.home=" + Sequent.HOME,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.sequent.cli.Main",
                        "check",
                        "--quick",
                        "--json")
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());

        assertThat(process.waitFor()).as(err).isEqualTo(3);
        assertThat(err).startsWith("sequent: out of memory: ").hasLineCount(1);
        assertThat(Json.object(out)).containsEntry("format", "sequent-failure");
    }

    @Test
    void aTraceNestedWithoutEndIsADamagedFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("deep.json"), "[".repeat(100_000));

        Sequent.Run run = Sequent.run("replay", file.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("nested more than 100 deep").hasLineCount(1);
    }
}
