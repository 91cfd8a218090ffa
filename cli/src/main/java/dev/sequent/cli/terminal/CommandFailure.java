package dev.sequent.cli.terminal;

/** Ends a sub-command: what is wrong, what to do about it, and the exit code. Never a fault of this program. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;
    private final boolean told;

    private CommandFailure(int exitCode, String message) {
        this(exitCode, message, false);
    }

    private CommandFailure(int exitCode, String message, boolean told) {
        super(message);
        this.exitCode = exitCode;
        this.told = told;
    }

    public static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    /** What a call that was given the user's words says about them. */
    public static CommandFailure usage(Exception why) {
        return usage(text(why));
    }

    public static CommandFailure missing(Exception why) {
        return missing(text(why));
    }

    private static String text(Exception why) {
        String message = why.getMessage();
        return message == null ? why.toString() : message;
    }

    public static CommandFailure missing(String message) {
        return new CommandFailure(ExitCode.MISSING, message);
    }

    public static CommandFailure failed(String message) {
        return new CommandFailure(ExitCode.VIOLATED, message);
    }

    /** The same, already known to a script: it is on {@code out} as JSON of another format. */
    public CommandFailure alreadyTold() {
        return new CommandFailure(exitCode, String.valueOf(getMessage()), true);
    }

    public boolean told() {
        return told;
    }

    public int exitCode() {
        return exitCode;
    }
}
