package dev.sequent.wire;

import java.nio.ByteBuffer;

/**
 * The IPv4 header (RFC 791, 3.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |Version|  IHL  |Type of Service|         Total Length          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |        Identification         |Flags|     Fragment Offset     |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | Time to Live  |   Protocol    |        Header Checksum        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                        Source Address                         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                      Destination Address                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                    Options                    |    Padding    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class Ipv4Header {

    public static final int VERSION_IHL = 0;
    public static final int TYPE_OF_SERVICE = 1;
    public static final int TOTAL_LENGTH = 2;
    public static final int IDENTIFICATION = 4;
    public static final int FLAGS_FRAGMENT = 6;
    public static final int TIME_TO_LIVE = 8;
    public static final int PROTOCOL = 9;
    public static final int CHECKSUM = 10;
    public static final int SOURCE = 12;
    public static final int DESTINATION = 16;
    public static final int OPTIONS = 20;

    /** Octets of a header without options. */
    public static final int MIN_LENGTH = 20;

    /** Octets of the longest header. */
    public static final int MAX_LENGTH = 60;

    /** Octets of the longest datagram, header included. */
    public static final int MAX_TOTAL_LENGTH = 65535;

    public static final int DONT_FRAGMENT = 0x4000;
    public static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET_MASK = 0x1FFF;

    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;

    private Ipv4Header() {}

    public static int version(ByteBuffer buffer, int offset) {
        return buffer.get(offset + VERSION_IHL) >>> 4 & 0xF;
    }

    /** Octets of the header according to IHL, 0 to 60; below {@link #MIN_LENGTH} the header is invalid. */
    public static int headerLength(ByteBuffer buffer, int offset) {
        return (buffer.get(offset + VERSION_IHL) & 0xF) * 4;
    }

    /** DSCP and ECN. */
    public static int typeOfService(ByteBuffer buffer, int offset) {
        return buffer.get(offset + TYPE_OF_SERVICE) & 0xFF;
    }

    public static int totalLength(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + TOTAL_LENGTH) & 0xFFFF;
    }

    public static int identification(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + IDENTIFICATION) & 0xFFFF;
    }

    public static boolean dontFragment(ByteBuffer buffer, int offset) {
        return (buffer.getShort(offset + FLAGS_FRAGMENT) & DONT_FRAGMENT) != 0;
    }

    public static boolean moreFragments(ByteBuffer buffer, int offset) {
        return (buffer.getShort(offset + FLAGS_FRAGMENT) & MORE_FRAGMENTS) != 0;
    }

    /** Where this fragment's payload belongs in the datagram's, in octets (the field counts in units of 8). */
    public static int fragmentOffset(ByteBuffer buffer, int offset) {
        return (buffer.getShort(offset + FLAGS_FRAGMENT) & OFFSET_MASK) * 8;
    }

    /** Whether this is a fragment, the first included. */
    public static boolean isFragment(ByteBuffer buffer, int offset) {
        return (buffer.getShort(offset + FLAGS_FRAGMENT) & (MORE_FRAGMENTS | OFFSET_MASK)) != 0;
    }

    public static int timeToLive(ByteBuffer buffer, int offset) {
        return buffer.get(offset + TIME_TO_LIVE) & 0xFF;
    }

    public static int protocol(ByteBuffer buffer, int offset) {
        return buffer.get(offset + PROTOCOL) & 0xFF;
    }

    public static int checksum(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + CHECKSUM) & 0xFFFF;
    }

    public static int source(ByteBuffer buffer, int offset) {
        return buffer.getInt(offset + SOURCE);
    }

    public static int destination(ByteBuffer buffer, int offset) {
        return buffer.getInt(offset + DESTINATION);
    }

    /** Writes a whole header without options, checksum included. */
    public static void put(
            ByteBuffer buffer,
            int offset,
            int typeOfService,
            int totalLength,
            int identification,
            int flagsAndFragment,
            int timeToLive,
            int protocol,
            int source,
            int destination) {
        buffer.put(offset + VERSION_IHL, (byte) (4 << 4 | MIN_LENGTH / 4));
        buffer.put(offset + TYPE_OF_SERVICE, (byte) typeOfService);
        buffer.putShort(offset + TOTAL_LENGTH, (short) totalLength);
        buffer.putShort(offset + IDENTIFICATION, (short) identification);
        buffer.putShort(offset + FLAGS_FRAGMENT, (short) flagsAndFragment);
        buffer.put(offset + TIME_TO_LIVE, (byte) timeToLive);
        buffer.put(offset + PROTOCOL, (byte) protocol);
        buffer.putInt(offset + SOURCE, source);
        buffer.putInt(offset + DESTINATION, destination);
        putChecksum(buffer, offset);
    }

    /** Computes and writes the header's checksum; the header's length must have been written. */
    public static void putChecksum(ByteBuffer buffer, int offset) {
        buffer.putShort(offset + CHECKSUM, (short) 0);
        int sum = InternetChecksum.sum(buffer, offset, headerLength(buffer, offset));
        buffer.putShort(offset + CHECKSUM, (short) InternetChecksum.finish(sum));
    }

    /** Whether the header's checksum is right; the header must lie within the buffer. */
    public static boolean checksumHolds(ByteBuffer buffer, int offset) {
        return InternetChecksum.holds(InternetChecksum.sum(buffer, offset, headerLength(buffer, offset)));
    }
}
