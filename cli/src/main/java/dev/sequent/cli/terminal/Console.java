package dev.sequent.cli.terminal;

import dev.sequent.view.Plain;
import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.PrintWriter;
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
        Output out,
        PrintWriter err,
        InputStream in,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal) {

    /** The process's own. */
    public static Console ofProcess() {
        return new Console(
                Output.of(FileDescriptor.out, 1),
                Output.of(FileDescriptor.err, 2),
                System.in,
                System.getenv(),
                isTerminal(1),
                isTerminal(2));
    }

    private static boolean isTerminal(int descriptor) {
        return Output.target(descriptor)
                .map(target -> target.startsWith("/dev/pts/")
                        || target.startsWith("/dev/tty")
                        || target.equals("/dev/console"))
                .orElseGet(() -> System.console() instanceof java.io.Console console && console.isTerminal());
    }

    /** Whether a person types what is read from {@code in}. */
    public boolean inIsTerminal() {
        return in == System.in && isTerminal(0);
    }

    /** Whether the terminal obeys escape sequences: that of an editor, or of a log, prints them. */
    public boolean obeysEscapes() {
        return variable("TERM").filter(terminal -> !terminal.equals("dumb")).isPresent();
    }

    /**
     * Columns of the page: the terminal's, as reported by the launcher, or what the caller wants; unlimited otherwise.
     */
    public int width() {
        return variable("COLUMNS")
                .filter(text -> text.matches("[1-9][0-9]{0,4}"))
                .map(Integer::valueOf)
                .orElse(Integer.MAX_VALUE);
    }

    /** A variable's value; one that is set but empty counts as absent. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Prints to {@code out}, as {@link Plain} allows; the text includes its line ends.
     *
     * @throws OutputLost if it cannot be written: further work would be for nobody
     */
    public void print(String text) {
        out.print(Plain.painted(text));
        checkOutput();
    }

    /** @throws OutputLost if it cannot be written */
    public void println(String line) {
        out.println(Plain.painted(line));
        checkOutput();
    }

    /** Prints what {@code err} and the exit code also say: it does not matter if it cannot be written. */
    void tryPrint(String text) {
        out.print(Plain.painted(text));
        out.flush();
    }

    /** @throws OutputLost if anything that was printed, by anyone, could not be written */
    public void checkOutput() {
        out.check();
    }

    /** One line on {@code err}, with the command's name in front. */
    public void say(String line) {
        err.println("sequent: " + Plain.painted(line));
        err.flush();
    }

    /** Prints to {@code err}, as {@link Plain} allows; the text includes its line ends. */
    public void complain(String text) {
        err.print(Plain.painted(text));
        err.flush();
    }
}
