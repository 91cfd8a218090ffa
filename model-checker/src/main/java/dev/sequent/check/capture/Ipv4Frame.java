package dev.sequent.check.capture;

import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;

/**
 * An Ethernet frame with an IPv4 datagram in it, between two stations whose addresses are made up.
 *
 * <pre>
 *  0                   14                    34
 *  | Ethernet (RFC 894) | IPv4 (RFC 791)      | segment ...
 * </pre>
 */
final class Ipv4Frame {
    private static final int NETWORK = EthernetHeader.LENGTH;
    private static final int TRANSPORT = NETWORK + Ipv4Header.MIN_LENGTH;
    private static final int TTL = 64;

    private Ipv4Frame() {}

    /**
     * What a segment's sender tells the network layer, by the names of TCP's fields to network: {@code FRAGMENT},
     * {@code TOS}, {@code TTL}.
     *
     * @param mayFragment without DF
     * @param timeToLive 0 for the default
     */
    record Told(boolean mayFragment, int typeOfService, int timeToLive) {}

    /** 192.0.2.1 and following (RFC 5737). */
    private static Ipv4Address address(int station) {
        return new Ipv4Address(0xC000_0201 + station);
    }

    /** Locally administered. */
    private static long mac(int station) {
        return 0x0200_0000_0001L + station;
    }

    /**
     * Wraps a segment of TCP.
     *
     * @param from 0 or 1, as {@code to}
     * @param told for the datagram's header
     * @param segment its checksum, at {@code checksumAt}, is set
     * @throws IllegalArgumentException if it is longer than a datagram can be
     */
    static byte[] of(int from, int to, Told told, byte[] segment, int checksumAt) {
        int length = segment.length;
        if (Ipv4Header.MIN_LENGTH + length > Ipv4Header.MAX_TOTAL_LENGTH) {
            throw new IllegalArgumentException(
                    "a segment of " + length + " octets does not fit into a datagram of IPv4");
        }
        ByteBuffer b = ByteBuffer.allocate(TRANSPORT + length);
        EthernetHeader.put(b, 0, mac(to), mac(from), EthernetHeader.TYPE_IPV4);
        Ipv4Header.put(
                b,
                NETWORK,
                told.typeOfService,
                Ipv4Header.MIN_LENGTH + length,
                0,
                told.mayFragment ? 0 : Ipv4Header.DONT_FRAGMENT,
                told.timeToLive == 0 ? TTL : told.timeToLive,
                Ipv4Header.TCP,
                address(from).bits(),
                address(to).bits());
        b.put(TRANSPORT, segment);
        b.putShort(TRANSPORT + checksumAt, (short) 0);
        int sum = InternetChecksum.add(
                address(from).pseudoHeader(address(to), Ipv4Header.TCP, length),
                InternetChecksum.sum(b, TRANSPORT, length));
        b.putShort(TRANSPORT + checksumAt, (short) InternetChecksum.finish(sum));
        return b.array();
    }
}
