package dev.sequent.check.capture;

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
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int LONGEST = 65_535;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TCP = 6;
    private static final int TTL = 64;
    private static final int DONT_FRAGMENT = 0x4000;

    private Ipv4Frame() {}

    /**
     * What a segment's sender tells the network layer, by the names of TCP's fields to network: {@code FRAGMENT}, {@code TOS}, {@code TTL}.
     *
     * @param mayFragment without DF
     * @param timeToLive 0 for the default
     */
    record Told(boolean mayFragment, int typeOfService, int timeToLive) {}

    /** 192.0.2.1 and following (RFC 5737). */
    private static int address(int station) {
        return 0xC000_0201 + station;
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
        if (IPV4 + segment.length > LONGEST) {
            throw new IllegalArgumentException("a segment of " + segment.length + " octets does not fit into a datagram of IPv4");
        }
        ByteBuffer b = ByteBuffer.allocate(ETHERNET + IPV4 + segment.length);
        mac(b, to);
        mac(b, from);
        b.putShort((short) TYPE_IPV4);
        b.put((byte) 0x45).put((byte) told.typeOfService).putShort((short) (IPV4 + segment.length)).putShort((short) 0);
        b.putShort((short) (told.mayFragment ? 0 : DONT_FRAGMENT));
        b.put((byte) (told.timeToLive == 0 ? TTL : told.timeToLive)).put((byte) TCP).putShort((short) 0);
        b.putInt(address(from)).putInt(address(to));
        b.put(segment);
        b.putShort(ETHERNET + 10, checksum(sum(b, ETHERNET, IPV4)));
        b.putShort(ETHERNET + IPV4 + checksumAt, (short) 0);
        long pseudo = sum(b, ETHERNET + 12, 8) + TCP + segment.length;
        b.putShort(ETHERNET + IPV4 + checksumAt, checksum(pseudo + sum(b, ETHERNET + IPV4, segment.length)));
        return b.array();
    }

    /** Locally administered addresses. */
    private static void mac(ByteBuffer b, int station) {
        b.putShort((short) 0x0200).putInt(station + 1);
    }

    /** Of 16-bit words, an odd octet at the end padded with zero (RFC 1071). */
    private static long sum(ByteBuffer b, int offset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            int octet = b.get(offset + i) & 0xFF;
            sum += (i & 1) == 0 ? octet << 8 : octet;
        }
        return sum;
    }

    private static short checksum(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
