package dev.sequent.wire;

import java.nio.ByteBuffer;

/**
 * The TCP header (RFC 9293, 3.1), for those at the other end of the wire: packet scripts, peers in tests, readers of
 * captures. The stack does not use it. Its own reader and writer are generated from the specification, and whoever
 * judges what it sends must not share a fault with them.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |          Source Port          |       Destination Port        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                        Sequence Number                        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                    Acknowledgment Number                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | Offset|  Rsrvd  |A|C|E|U|A|P|R|S|F|          Window           |
 * |       |         |E|W|C|R|C|S|S|Y|I|                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           Checksum            |         Urgent Pointer        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           [Options]                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class TcpHeader {

    public static final int SOURCE_PORT = 0;
    public static final int DESTINATION_PORT = 2;
    public static final int SEQUENCE = 4;
    public static final int ACKNOWLEDGMENT = 8;
    /** Data offset, four reserved bits (RFC 9768 takes the last of them), eight control bits. */
    public static final int OFFSET_CONTROL = 12;

    public static final int WINDOW = 14;
    public static final int CHECKSUM = 16;
    public static final int URGENT_POINTER = 18;
    public static final int OPTIONS = 20;

    /** Octets of a header without options. */
    public static final int MIN_LENGTH = 20;

    /** Octets of the longest header. */
    public static final int MAX_LENGTH = 60;

    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int URG = 0x20;
    public static final int ECE = 0x40;
    public static final int CWR = 0x80;
    /** Once the Nonce Sum (RFC 3540), now Accurate ECN's third bit. */
    public static final int AE = 0x100;

    private static final int RESERVED_AND_CONTROL = 0xFFF;

    /** Kinds of options: RFC 9293, 3.2; RFC 7323; RFC 2018; RFC 7413. */
    public static final int END_OF_OPTIONS = 0;

    public static final int NO_OPERATION = 1;
    public static final int MAXIMUM_SEGMENT_SIZE = 2;
    public static final int WINDOW_SCALE = 3;
    public static final int SACK_PERMITTED = 4;
    public static final int SACK = 5;
    public static final int TIMESTAMPS = 8;
    public static final int FAST_OPEN = 34;

    private TcpHeader() {}

    public static int sourcePort(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + SOURCE_PORT) & 0xFFFF;
    }

    public static int destinationPort(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + DESTINATION_PORT) & 0xFFFF;
    }

    public static int sequence(ByteBuffer buffer, int offset) {
        return buffer.getInt(offset + SEQUENCE);
    }

    public static int acknowledgment(ByteBuffer buffer, int offset) {
        return buffer.getInt(offset + ACKNOWLEDGMENT);
    }

    /** Octets of the header according to its data offset, 0 to 60; below {@link #MIN_LENGTH} the header is invalid. */
    public static int headerLength(ByteBuffer buffer, int offset) {
        return (buffer.get(offset + OFFSET_CONTROL) >>> 4 & 0xF) * 4;
    }

    /** The twelve bits behind the data offset: control bits by the constants above, reserved ones above them. */
    public static int control(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + OFFSET_CONTROL) & RESERVED_AND_CONTROL;
    }

    /** As it stands in the header, not scaled. */
    public static int window(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + WINDOW) & 0xFFFF;
    }

    public static int checksum(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + CHECKSUM) & 0xFFFF;
    }

    public static int urgentPointer(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + URGENT_POINTER) & 0xFFFF;
    }

    /**
     * Writes a header up to its options, with no checksum yet.
     *
     * @param headerLength octets including options, a multiple of 4 from 20 to 60
     * @param control as {@link #control} returns it
     */
    public static void put(
            ByteBuffer buffer,
            int offset,
            int sourcePort,
            int destinationPort,
            int sequence,
            int acknowledgment,
            int headerLength,
            int control,
            int window,
            int urgentPointer) {
        buffer.putShort(offset + SOURCE_PORT, (short) sourcePort);
        buffer.putShort(offset + DESTINATION_PORT, (short) destinationPort);
        buffer.putInt(offset + SEQUENCE, sequence);
        buffer.putInt(offset + ACKNOWLEDGMENT, acknowledgment);
        buffer.putShort(offset + OFFSET_CONTROL, (short) (headerLength / 4 << 12 | control & RESERVED_AND_CONTROL));
        buffer.putShort(offset + WINDOW, (short) window);
        buffer.putShort(offset + CHECKSUM, (short) 0);
        buffer.putShort(offset + URGENT_POINTER, (short) urgentPointer);
    }

    /**
     * Computes and writes the checksum of a segment that is otherwise complete.
     *
     * @param length octets of the segment, header and text
     */
    public static void putChecksum(ByteBuffer buffer, int offset, int length, IpAddress from, IpAddress to) {
        buffer.putShort(offset + CHECKSUM, (short) 0);
        buffer.putShort(offset + CHECKSUM, (short) InternetChecksum.finish(sum(buffer, offset, length, from, to)));
    }

    /** Whether the checksum is right; the segment must lie within the buffer. */
    public static boolean checksumHolds(ByteBuffer buffer, int offset, int length, IpAddress from, IpAddress to) {
        return InternetChecksum.holds(sum(buffer, offset, length, from, to));
    }

    private static int sum(ByteBuffer buffer, int offset, int length, IpAddress from, IpAddress to) {
        return InternetChecksum.add(
                from.pseudoHeader(to, Ipv4Header.TCP, length), InternetChecksum.sum(buffer, offset, length));
    }
}
