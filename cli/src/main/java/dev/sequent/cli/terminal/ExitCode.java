package dev.sequent.cli.terminal;

/** The exit codes of every sub-command: what a script may rely on. */
public final class ExitCode {
    /** It holds; it worked. */
    public static final int OK = 0;
    /**
     * Violated, vacuous or not exhausted: nothing that may be read as "holds". A mutant lives. In the demo: a step
     * failed.
     */
    public static final int VIOLATED = 1;
    /** Wrong use, or a specification with errors. */
    public static final int USAGE = 2;
    /** Something is missing on this machine, or has gone away; the output cannot be written. */
    public static final int MISSING = 3;
    /** A fault of this program (EX_SOFTWARE of sysexits.h). */
    public static final int FAULT = 70;
    /** Interrupted before there was a result: 128 and the number of SIGINT, as shells report it. */
    public static final int INTERRUPTED = 130;
    /** Nobody reads the output any longer: 128 and the number of SIGPIPE, as shells report it for other programs. */
    public static final int UNREAD = 141;

    private ExitCode() {}
}
