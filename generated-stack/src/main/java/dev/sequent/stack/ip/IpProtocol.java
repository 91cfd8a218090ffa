package dev.sequent.stack.ip;

import java.nio.ByteBuffer;

/** A protocol above IPv4. Its methods are called by the stack's thread, and may send. */
public interface IpProtocol {

    /** The number in the IPv4 header's Protocol field. */
    int number();

    /**
     * Takes the payload of a datagram that was addressed to us and is whole. The memory is the caller's: it must not be kept.
     *
     * @param now the time
     * @param sourceAddress a host's address, perhaps our own, neither broadcast nor multicast
     * @param destinationAddress ours, or a broadcast address if this is not {@link #unicastOnly}
     * @param packet big-endian; nothing is said about its position and limit
     * @param offset where the payload begins, absolute
     * @param length octets of the payload, perhaps none
     */
    void receive(long now, int sourceAddress, int destinationAddress, ByteBuffer packet, int offset, int length);

    /**
     * Takes the news of an error with a datagram that this protocol sent.
     *
     * @param now the time
     */
    void icmpError(long now, IcmpError error);

    /** Whether datagrams to broadcast addresses are dropped before they reach this protocol, as TCP demands (RFC 9293, 3.9.2.3, MUST-57). */
    default boolean unicastOnly() {
        return true;
    }
}
