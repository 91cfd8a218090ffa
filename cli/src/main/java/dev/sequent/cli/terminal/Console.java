package dev.sequent.cli.terminal;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command reads and writes: the process's own streams, or a test's.
 *
 * @param out results; never progress
 * @param err errors, progress and asides
 * @param environment variables
 * @param outIsTerminal whether a person looks at {@code out}
 * @param errIsTerminal whether a person looks at {@code err}
 */
public record Console(
        PrintWriter out,
        PrintWriter err,
        InputStream in,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal) {

    /** The process's own. */
    public static Console ofProcess() {
        return new Console(
                writer(System.out), writer(System.err), System.in, System.getenv(), isTerminal(1), isTerminal(2));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (java.io.IOException | RuntimeException e) {
            return System.console() != null;
        }
    }

    /** A variable's value; one that is set but empty counts as absent. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Prints to {@code out}, as {@link Plain} lets it; the text brings its own line ends. */
    public void print(String text) {
        out.print(Plain.painted(text));
        out.flush();
    }

    public void println(String line) {
        out.println(Plain.painted(line));
        out.flush();
    }

    /** One line on {@code err}, with the command's name in front. */
    public void say(String line) {
        err.println("sequent: " + Plain.painted(line));
        err.flush();
    }

    /** Prints to {@code err}, as {@link Plain} lets it; the text brings its own line ends. */
    public void complain(String text) {
        err.print(Plain.painted(text));
        err.flush();
    }
}
