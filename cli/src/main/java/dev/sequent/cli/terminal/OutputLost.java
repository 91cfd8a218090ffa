package dev.sequent.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a command had to say did not get out: the disk is full, the descriptor closed, nobody reads the pipe. Its result is known to nobody. */
public final class OutputLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    OutputLost(IOException why) {
        super("cannot write the output: " + why.getMessage(), why);
        String said = String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT);
        readerGone = said.contains("broken pipe") || isPipe();
    }

    /** Whether there was a reader, and he had enough: {@code sequent check --list | head}. */
    public boolean readerGone() {
        return readerGone;
    }

    /** Of a pipe nothing else can go wrong, in whatever language the system says so. */
    private static boolean isPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
