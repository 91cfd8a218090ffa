package dev.sequent.runtime;

/**
 * What an outcome or a signal means to a user who knows nothing of the specification: {@code outcome ok means taken}.
 */
public enum Meaning {
    /** Of an outcome: the machine has accepted what the call hands over. */
    TAKEN(true, "the machine accepts what the call hands over"),
    /** Of an outcome: there is no room for it now; the same call may succeed later. */
    FULL(true, "there is no room now, the same call may succeed later"),

    /** The connection is established. */
    OPENED(false, "the connection is established"),
    /** The remote has no more to send: what has been handed on is all. */
    END_OF_STREAM(false, "the remote has no more to send"),
    /** There is urgent data, on its way or waiting. */
    URGENT(false, "there is urgent data"),
    /** The network reports trouble that may pass. */
    NETWORK_ERROR(false, "the network reports trouble that may pass"),
    /** What was sent stays unanswered, and is sent again. */
    UNANSWERED(false, "what was sent stays unanswered"),
    /** The end: the remote does not want the connection. */
    REFUSED(false, "the end: the remote does not want the connection"),
    /** The end: the remote has broken it off. */
    RESET(false, "the end: the remote has broken it off"),
    /** The end: the remote does not answer. */
    TIMED_OUT(false, "the end: the remote does not answer"),
    /** The end, at this user's own wish. */
    CLOSED(false, "the end, at the user's own wish");

    private final boolean ofOutcome;
    private final String text;

    Meaning(boolean ofOutcome, String text) {
        this.ofOutcome = ofOutcome;
        this.text = text;
    }

    /** Is it outcomes that can mean this, or signals? */
    public boolean ofOutcome() {
        return ofOutcome;
    }

    /** As specifications write it, for instance {@code end-of-stream}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String text() {
        return text;
    }
}
