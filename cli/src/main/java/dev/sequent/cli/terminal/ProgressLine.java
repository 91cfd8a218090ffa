package dev.sequent.cli.terminal;

import dev.sequent.view.Plain;

/**
 * One line on the error stream that shows how far a long task is, updated in place. Writes only if a person watches a
 * terminal that can erase it, and at most ten times a second.
 */
public final class ProgressLine implements AutoCloseable {
    private static final long BETWEEN = 100_000_000L;
    /** Wrapping off (DECAWM), and on again: a line that wraps could not be erased. */
    private static final String UNWRAPPED = "\r\u001b[K\u001b[?7l%s\u001b[?7h";

    private final Console console;
    private long written;
    private boolean dirty;

    public ProgressLine(Console console) {
        this.console = console;
    }

    /** Shows this text in place of the one before. */
    public synchronized void show(String text) {
        long now = System.nanoTime();
        if (!console.errIsTerminal() || !console.obeysEscapes() || dirty && now - written < BETWEEN) {
            return;
        }
        written = now;
        dirty = true;
        console.err().printf(UNWRAPPED, Plain.text(text));
        console.err().flush();
    }

    /** Prints something else, above the line: nobody shows anything meanwhile. */
    public synchronized void above(Runnable print) {
        close();
        print.run();
    }

    /** Erases the line. */
    @Override
    public synchronized void close() {
        if (dirty) {
            console.err().print("\r\u001b[K");
            console.err().flush();
            dirty = false;
        }
    }
}
