package dev.sequent.cli.terminal;

import java.io.IOException;
import java.util.Locale;

/**
 * What a command had to say did not get out: the disk is full, the descriptor closed, nobody reads the pipe. Its result
 * is known to nobody.
 */
public final class OutputLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    /** @param pipe what else can go wrong with a pipe? In whatever language the system says so. */
    OutputLost(IOException why, boolean pipe) {
        super("cannot write the output: " + why.getMessage(), why);
        readerGone = pipe
                || String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    /** Whether there was a reader, and he had enough: {@code sequent check --list | head}. */
    public boolean readerGone() {
        return readerGone;
    }
}
