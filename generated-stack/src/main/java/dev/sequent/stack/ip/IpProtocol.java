package dev.sequent.stack.ip;

/** A protocol above IPv4. Its methods are called by the stack's thread, and may send. */
public interface IpProtocol {

    /** The number in the IPv4 header's Protocol field. */
    int number();

    /**
     * Takes a complete datagram that was addressed to us.
     *
     * @param now the time
     * @param datagram must not be kept
     */
    void receive(long now, Datagram datagram);

    /**
     * Told of an error with a datagram that this protocol sent.
     *
     * @param now the time
     */
    void icmpError(long now, IcmpError error);

    /**
     * Whether datagrams to broadcast addresses are dropped before they reach this protocol, as TCP demands (RFC 9293,
     * 3.9.2.3, MUST-57).
     */
    default boolean unicastOnly() {
        return true;
    }
}
