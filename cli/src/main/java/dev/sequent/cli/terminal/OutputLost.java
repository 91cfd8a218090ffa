package dev.sequent.cli.terminal;

import java.io.IOException;
import java.util.Locale;

/**
 * A command's output could not be written: the disk is full, the descriptor closed, nobody reads the pipe. Nobody knows
 * its result.
 */
public final class OutputLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    /**
     * @param pipe whether it is a pipe: nothing else can go wrong with one, whatever language the system's message is
     *     in
     */
    OutputLost(IOException why, boolean pipe) {
        super("cannot write the output: " + why.getMessage(), why);
        readerGone = pipe
                || String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    /** Whether there was a reader that has had enough: {@code sequent check --list | head}. */
    public boolean readerGone() {
        return readerGone;
    }
}
