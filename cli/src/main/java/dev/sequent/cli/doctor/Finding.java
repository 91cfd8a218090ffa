package dev.sequent.cli.doctor;

/**
 * What was examined, and its status.
 *
 * @param subject what was examined, in a few words
 * @param seen what was found: a version, a path, an error
 * @param advice what to do about it; empty when nothing needs to be done
 */
public record Finding(String subject, Status status, String seen, String advice) {

    /** How it is. */
    public enum Status {
        OK,
        /** Not there, but not strictly needed. */
        ABSENT,
        /** Not there, and needed. */
        MISSING
    }

    static Finding ok(String subject, String seen) {
        return new Finding(subject, Status.OK, seen, "");
    }

    static Finding absent(String subject, String seen, String advice) {
        return new Finding(subject, Status.ABSENT, seen, advice);
    }

    static Finding missing(String subject, String seen, String advice) {
        return new Finding(subject, Status.MISSING, seen, advice);
    }
}
