package dev.sequent.wire;

import java.nio.ByteBuffer;

/**
 * The ICMP header (RFC 792; the next-hop MTU is RFC 1191's).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |           Checksum            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  echo: Identifier, Sequence Number; unreachable: 0, Next-Hop MTU
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  echo: data ...; errors: the IPv4 header in question and the first of its payload
 * +-+-+-+-+-+-+-+-+-+-+-+-
 * </pre>
 */
public final class Icmpv4Header {

    public static final int TYPE = 0;
    public static final int CODE = 1;
    public static final int CHECKSUM = 2;
    /** The second word, whose meaning depends on the type. */
    public static final int REST = 4;

    public static final int NEXT_HOP_MTU = 6;
    public static final int IDENTIFIER = 4;
    public static final int SEQUENCE_NUMBER = 6;

    /** Octets of the header; data, or the datagram in question, follow. */
    public static final int LENGTH = 8;

    public static final int ECHO_REPLY = 0;
    public static final int DESTINATION_UNREACHABLE = 3;
    public static final int SOURCE_QUENCH = 4;
    public static final int REDIRECT = 5;
    public static final int ECHO_REQUEST = 8;
    public static final int TIME_EXCEEDED = 11;
    public static final int PARAMETER_PROBLEM = 12;

    /** Codes of {@link #DESTINATION_UNREACHABLE}. */
    public static final int NET_UNREACHABLE = 0;

    public static final int HOST_UNREACHABLE = 1;
    public static final int PROTOCOL_UNREACHABLE = 2;
    public static final int PORT_UNREACHABLE = 3;
    public static final int FRAGMENTATION_NEEDED = 4;

    /** Codes of {@link #TIME_EXCEEDED}. */
    public static final int IN_TRANSIT = 0;

    public static final int FRAGMENT_REASSEMBLY = 1;

    private Icmpv4Header() {}

    public static int type(ByteBuffer buffer, int offset) {
        return buffer.get(offset + TYPE) & 0xFF;
    }

    public static int code(ByteBuffer buffer, int offset) {
        return buffer.get(offset + CODE) & 0xFF;
    }

    /** The MTU of the link that a datagram was too long for, 0 from routers older than RFC 1191. */
    public static int nextHopMtu(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + NEXT_HOP_MTU) & 0xFFFF;
    }

    /** The word after the checksum. */
    public static int rest(ByteBuffer buffer, int offset) {
        return buffer.getInt(offset + REST);
    }

    /** Whether messages of this type report an error with a datagram (RFC 1122, 3.2.2). */
    public static boolean isError(int type) {
        return switch (type) {
            case DESTINATION_UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM -> true;
            default -> false;
        };
    }

    /**
     * Writes the header of a message whose data are already in place, checksum included.
     *
     * @param length octets of the message, header included
     */
    public static void put(ByteBuffer buffer, int offset, int type, int code, int rest, int length) {
        buffer.put(offset + TYPE, (byte) type);
        buffer.put(offset + CODE, (byte) code);
        buffer.putShort(offset + CHECKSUM, (short) 0);
        buffer.putInt(offset + REST, rest);
        int sum = InternetChecksum.sum(buffer, offset, length);
        buffer.putShort(offset + CHECKSUM, (short) InternetChecksum.finish(sum));
    }
}
