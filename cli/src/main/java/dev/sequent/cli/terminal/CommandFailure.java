package dev.sequent.cli.terminal;

/** Ends a sub-command: what is wrong, what to do about it, and the exit code. Never a fault of this program. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    public static CommandFailure missing(String message) {
        return new CommandFailure(ExitCode.MISSING, message);
    }

    public static CommandFailure failed(String message) {
        return new CommandFailure(ExitCode.VIOLATED, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
