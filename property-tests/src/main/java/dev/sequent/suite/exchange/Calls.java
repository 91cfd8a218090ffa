package dev.sequent.suite.exchange;

/** What users' calls are called in an exchange: RFC 9293, 3.9.1, and what was given with them. */
public final class Calls {
    public static final String OPEN = "OPEN";
    public static final String LISTEN = "passive OPEN";
    public static final String SEND = "SEND";
    public static final String SEND_URGENT = "SEND, urgent,";
    /** From now on text is sent at once, however little there is (RFC 9293, 3.7.4). */
    public static final String NODELAY = "Nagle's algorithm off";

    public static final String RECEIVE = "RECEIVE";
    public static final String CLOSE = "CLOSE";
    public static final String CLOSE_BOTH = "CLOSE, and receives no more";
    public static final String ABORT = "ABORT";

    private Calls() {}
}
