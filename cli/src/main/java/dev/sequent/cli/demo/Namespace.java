package dev.sequent.cli.demo;

import dev.sequent.cli.doctor.Programs;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.OutputLost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A network namespace that lives exactly as long as the one process in it: no name, no file, nothing to clean up,
 * however it ends.
 *
 * @param how the command that creates one, to be put in front of the process's own
 */
public record Namespace(List<String> how) {

    /** A way to create one that allows a TAP, the simplest first; empty if this user may not. */
    public static Optional<Namespace> find() {
        for (List<String> how : List.of(List.of("unshare", "-n"), List.of("unshare", "-Urn"))) {
            // Users other than root also need read and write access to the node.
            var probe = new ArrayList<>(how);
            probe.addAll(List.of("sh", "-c", "exec 3<>/dev/net/tun"));
            if (Programs.run(probe.toArray(String[]::new)).succeeded()) {
                return Optional.of(new Namespace(how));
            }
        }
        return Optional.empty();
    }

    /** Why {@link #find} found none, for people. */
    public static String whyNot() {
        Programs.Result made = Programs.run("unshare", "-Urn", "true");
        return made.succeeded()
                ? "/dev/net/tun cannot be opened in it (see 'sequent doctor')"
                : made.line() + " (see 'sequent doctor')";
    }

    /** The command, as people type it. */
    public String shown() {
        return String.join(" ", how);
    }

    /**
     * Runs this program's main class in a new namespace and passes on what it prints.
     *
     * <p>The child's standard input is a pipe from here; when this process ends, for whatever reason, the child reads
     * the end of it and ends, too.
     *
     * @return its exit code; empty if it was not over within the limit, and was killed
     */
    public Optional<Integer> run(List<String> arguments, Duration limit, Console console)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(how);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseParallelGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=4"));
        String home = System.getProperty("sequent.home");
        if (home != null) {
            command.add("-Dsequent.home=" + home);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sequent.cli.Main"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(console.environment());
        Process child = builder.start();
        try (OutputStream lifeline = child.getOutputStream()) {
            Thread out = pump(child.inputReader(StandardCharsets.UTF_8), console::println);
            Thread err = pump(
                    new BufferedReader(new InputStreamReader(child.getErrorStream(), StandardCharsets.UTF_8)),
                    console.err()::println);
            boolean ended = child.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                child.destroyForcibly();
            }
            out.join(5_000);
            err.join(5_000);
            console.checkOutput();
            return ended ? Optional.of(child.exitValue()) : Optional.empty();
        } finally {
            child.destroyForcibly();
        }
    }

    /** If nobody takes the lines, the pipe is closed, and the child ends as well. */
    private static Thread pump(BufferedReader from, Consumer<String> to) {
        return Thread.ofVirtual().start(() -> {
            try (from) {
                String line;
                while ((line = from.readLine()) != null) {
                    to.accept(line);
                }
            } catch (IOException | OutputLost e) {
                // The child is gone, and with it the pipe; or the output is, and the parent sees that, too.
            }
        });
    }
}
