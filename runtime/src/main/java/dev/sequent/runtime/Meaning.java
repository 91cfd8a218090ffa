package dev.sequent.runtime;

import java.util.Locale;

/**
 * What an outcome or a signal means to a user who knows nothing of the specification: {@code outcome ok means taken}.
 */
public enum Meaning {
    /** Of an outcome: the machine has accepted what the call hands over. */
    TAKEN(true),
    /** Of an outcome: there is no room for it now; the same call may succeed later. */
    FULL(true),

    /** The connection is established. */
    OPENED(false),
    /** The remote has no more to send: what has been handed on is all. */
    END_OF_STREAM(false),
    /** There is urgent data, on its way or waiting. */
    URGENT(false),
    /** The network reports trouble that may pass. */
    NETWORK_ERROR(false),
    /** What was sent stays unanswered, and is sent again. */
    UNANSWERED(false),
    /** The end: the remote does not want the connection. */
    REFUSED(false),
    /** The end: the remote has broken it off. */
    RESET(false),
    /** The end: the remote does not answer. */
    TIMED_OUT(false),
    /** The end, at this user's own wish. */
    CLOSED(false);

    private final boolean ofOutcome;

    Meaning(boolean ofOutcome) {
        this.ofOutcome = ofOutcome;
    }

    /** Is it outcomes that can mean this, or signals? */
    public boolean ofOutcome() {
        return ofOutcome;
    }

    /** As specifications write it, for instance {@code end-of-stream}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
