package dev.sequent.stack.ip;

/**
 * What the layers up to IP count. Each frame that is received counts once as {@link #FRAMES_RECEIVED} and once under
 * exactly one name whose {@link #kind} is {@link Kind#HANDLED} or {@link Kind#DROPPED}, so the latter add up to the
 * former.
 */
public enum IpCounter {
    FRAMES_RECEIVED(Kind.INFORMATION),

    /** Delivered to a protocol above; a datagram in fragments counts once, with its last fragment. */
    DELIVERED(Kind.HANDLED),
    ARP_REQUEST_ANSWERED(Kind.HANDLED),
    ARP_REPLY_ACCEPTED(Kind.HANDLED),
    /** ARP requests not for us, from which we may have learned nonetheless. */
    ARP_REQUEST_FOR_OTHERS(Kind.HANDLED),
    ICMP_ECHO_ANSWERED(Kind.HANDLED),
    ICMP_ERROR_DELIVERED(Kind.HANDLED),
    FRAGMENT_KEPT(Kind.HANDLED),

    DROP_FRAME_TOO_SHORT(Kind.DROPPED),
    DROP_FRAME_FOR_OTHER_STATION(Kind.DROPPED),
    DROP_FRAME_MULTICAST(Kind.DROPPED),
    DROP_FRAME_OF_OUR_OWN(Kind.DROPPED),
    DROP_FRAME_TYPE_UNKNOWN(Kind.DROPPED),

    DROP_ARP_MALFORMED(Kind.DROPPED),
    /** Unsolicited replies; they may refresh an entry, but create none. */
    DROP_ARP_REPLY_UNASKED(Kind.DROPPED),
    /** Another station claims our address (RFC 5227, 2.4). */
    DROP_ARP_CONFLICT(Kind.DROPPED),

    DROP_IP_TOO_SHORT(Kind.DROPPED),
    DROP_IP_VERSION(Kind.DROPPED),
    DROP_IP_HEADER_LENGTH(Kind.DROPPED),
    DROP_IP_TOTAL_LENGTH(Kind.DROPPED),
    DROP_IP_CHECKSUM(Kind.DROPPED),
    DROP_IP_SOURCE_INVALID(Kind.DROPPED),
    DROP_IP_NOT_FOR_US(Kind.DROPPED),
    /** Sent to one host's address in a frame to all stations (RFC 1122, 3.3.6). */
    DROP_IP_UNICAST_IN_BROADCAST_FRAME(Kind.DROPPED),
    DROP_IP_BROADCAST_REFUSED(Kind.DROPPED),
    DROP_IP_PROTOCOL_UNKNOWN(Kind.DROPPED),
    /** Longer than the MTU that this host was configured with. */
    DROP_IP_OVER_MTU(Kind.DROPPED),

    DROP_FRAGMENT_MALFORMED(Kind.DROPPED),
    DROP_FRAGMENT_DUPLICATE(Kind.DROPPED),
    /** The fragment, and with it everything of its datagram that had arrived. */
    DROP_FRAGMENT_OVERLAP(Kind.DROPPED),

    DROP_ICMP_TOO_SHORT(Kind.DROPPED),
    DROP_ICMP_CHECKSUM(Kind.DROPPED),
    DROP_ICMP_TYPE_UNKNOWN(Kind.DROPPED),
    /** Obsolete (RFC 6633). */
    /** We have no routes that could be changed. */
    DROP_ICMP_REDIRECT(Kind.DROPPED),
    DROP_ICMP_ECHO_REPLY(Kind.DROPPED),
    DROP_ICMP_ECHO_TO_BROADCAST(Kind.DROPPED),
    /** The reply would need fragments. */
    DROP_ICMP_ECHO_TOO_BIG(Kind.DROPPED),
    DROP_ICMP_ECHO_REPLY_NOT_SENT(Kind.DROPPED),
    /** The datagram in question is cut short, damaged or not one of ours. */
    DROP_ICMP_ERROR_INVALID(Kind.DROPPED),
    DROP_ICMP_ERROR_PROTOCOL_UNKNOWN(Kind.DROPPED),

    IP_WITH_OPTIONS(Kind.INFORMATION),
    /** Accepted nevertheless: RFC 1122, 3.2.1.7. */
    IP_TTL_ZERO(Kind.INFORMATION),
    DATAGRAMS_REASSEMBLED(Kind.INFORMATION),
    REASSEMBLY_TIMEOUTS(Kind.INFORMATION),
    /** Incomplete datagrams given up to make room for another. */
    REASSEMBLY_EVICTIONS(Kind.INFORMATION),

    DATAGRAMS_SENT(Kind.INFORMATION),
    /** From us to ourselves: they come back as frames received, and no device sees them. */
    DATAGRAMS_LOOPED(Kind.INFORMATION),
    SEND_LOOPBACK_FULL(Kind.INFORMATION),
    SEND_LOST_AT_DEVICE(Kind.INFORMATION),
    SEND_TOO_BIG(Kind.INFORMATION),
    /**
     * Every identification for the destination is still in use: datagrams that may be fragmented cannot be sent faster
     * (RFC 6864, 4.3).
     */
    SEND_IDENTIFICATIONS_USED_UP(Kind.INFORMATION),
    SEND_NO_ROUTE(Kind.INFORMATION),
    SEND_AWAITED_ARP(Kind.INFORMATION),
    SEND_ARP_QUEUE_FULL(Kind.INFORMATION),
    SEND_ARP_UNANSWERED(Kind.INFORMATION),
    ARP_REQUESTS_SENT(Kind.INFORMATION),
    ARP_EVICTIONS(Kind.INFORMATION),
    /**
     * Another MAC address was claimed for a neighbour in use; the neighbour is asked first, see {@link ArpResolver}.
     */
    ARP_CHANGES_DOUBTED(Kind.INFORMATION),
    ICMP_ERRORS_SENT(Kind.INFORMATION),
    ICMP_ERRORS_WITHHELD_BY_RATE(Kind.INFORMATION),
    /** About broadcasts, later fragments, ICMP errors, and sources that are not a single host (RFC 1122, 3.2.2). */
    ICMP_ERRORS_WITHHELD_BY_RULE(Kind.INFORMATION);

    /** What a counter says about a received frame. */
    public enum Kind {
        /** It served its purpose. */
        HANDLED,
        /** It was dropped, for the reason in the name. */
        DROPPED,
        /** Something else, or something in addition. */
        INFORMATION
    }

    private final Kind kind;

    IpCounter(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
