package dev.sequent.stack.tcp;

/**
 * What the TCP layer counts. Each segment that IP delivers counts once as {@link #SEGMENTS_RECEIVED} and once under
 * exactly one name whose {@link #kind} is {@link Kind#HANDLED} or {@link Kind#DROPPED}, so the latter add up to the
 * former.
 */
public enum TcpCounter {
    SEGMENTS_RECEIVED(Kind.INFORMATION),

    /** Handled by the specification to the end of its rules. */
    HANDLED(Kind.HANDLED),
    /** For no connection and no listener: a machine in CLOSED has answered as required. */
    HANDLED_IN_CLOSED(Kind.HANDLED),

    DROP_TOO_SHORT(Kind.DROPPED),
    DROP_CHECKSUM(Kind.DROPPED),
    /** The header's length, by the data offset, does not fit the segment. */
    DROP_MALFORMED(Kind.DROPPED),
    /** A rule of the specification discarded it; {@code rules} says which, see {@link DropRules}. */
    DROP_BY_RULE(Kind.DROPPED),
    /** The specification ignores it in this state. */
    DROP_IGNORED(Kind.DROPPED),
    /** The listener's backlog is full of connections that wait to be accepted. */
    DROP_BACKLOG_FULL(Kind.DROPPED),
    /**
     * The listener has many half-open connections, and the source is not known to exist; see {@link Listeners#hasRoom}.
     */
    DROP_HALF_OPEN_FULL(Kind.DROPPED),
    /** For no connection, and from a source to which there is no route, so no answer is possible. */
    DROP_NO_ROUTE(Kind.DROPPED),
    /** The specification broke one of its own rules while handling it: the connection is gone. */
    DROP_FAULT(Kind.DROPPED),

    SEGMENTS_SENT(Kind.INFORMATION),
    /** IP or the device did not take it; the specification sends it again if it matters. */
    SEGMENTS_LOST_ON_SENDING(Kind.INFORMATION),
    CONNECTIONS_OPENED_ACTIVELY(Kind.INFORMATION),
    /** Connections that came to a listener and left LISTEN. */
    CONNECTIONS_OPENED_PASSIVELY(Kind.INFORMATION),
    /** Of these, those whose SYN ended the TIME-WAIT of another between the same sockets. */
    TIME_WAITS_ENDED_BY_SYN(Kind.INFORMATION),
    /** Connections in SYN-RECEIVED that gave way to another, see {@link HalfOpen}. */
    HALF_OPEN_GAVE_WAY(Kind.INFORMATION),
    CONNECTIONS_ESTABLISHED(Kind.INFORMATION),
    CONNECTIONS_GONE(Kind.INFORMATION),
    /** Connections given up because the specification broke one of its own rules, on whatever event. */
    FAULTS(Kind.INFORMATION),
    ICMP_ERRORS_MATCHED(Kind.INFORMATION),
    /** ICMP errors about a segment of no connection that exists. */
    ICMP_ERRORS_UNMATCHED(Kind.INFORMATION),
    /** The specification asked for another route to the remote; there is only one. */
    OTHER_ROUTES_SOUGHT(Kind.INFORMATION);

    /** What a counter says about a received segment. */
    public enum Kind {
        HANDLED,
        DROPPED,
        /** Something else, or something in addition. */
        INFORMATION
    }

    private final Kind kind;

    TcpCounter(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
