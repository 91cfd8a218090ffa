package dev.sequent.stack.ip;

/** What became of a datagram handed to {@link Ipv4Output#send}. In any case the caller's frame is free again. */
public enum SendResult {
    /** The device took it, or it is to come back to us. */
    SENT,
    /**
     * A copy waits for the answer to an ARP request; if none comes, the protocol hears of it as an {@link IcmpError}.
     */
    AWAITING_ARP,
    /** The device did not take it, or too many wait for ARP or to come back to us: it is lost, as on any network. */
    LOST,
    /** Larger than the MTU; nothing was sent. We never fragment. */
    TOO_BIG,
    /**
     * The destination is on no link of ours, and there is no gateway; or it is not a host's address. Nothing was sent.
     */
    NO_ROUTE
}
