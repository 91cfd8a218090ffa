package dev.sequent.cli.terminal;

import dev.sequent.view.Plain;

/**
 * One line on the error stream that says how far a long work is, over and over in the same place. Writes nothing unless
 * a person looks at it on a terminal that can take it away again, and at most ten times a second.
 */
public final class ProgressLine implements AutoCloseable {
    private static final long BETWEEN = 100_000_000L;
    /**
     * Without wrapping (DECAWM off), and with it again: a line that went on in the next one could not be taken away.
     */
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

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (dirty) {
            console.err().print("\r\u001b[K");
            console.err().flush();
            dirty = false;
        }
    }
}
