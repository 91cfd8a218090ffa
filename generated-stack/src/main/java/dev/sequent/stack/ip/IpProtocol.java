package dev.sequent.stack.ip;

import dev.sequent.wire.Ipv4Header;

/** A protocol above the network layer. Its methods are called by the stack's thread, and may send. */
public interface IpProtocol {

    /** TCP's {@link #number}. */
    int TCP = Ipv4Header.TCP;

    /** The number by which the network layer's header names it, the same in every family. */
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
