package dev.sequent.wire;

import java.nio.ByteBuffer;

/**
 * An ARP packet for IPv4 over Ethernet (RFC 826).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |        Hardware Type          |         Protocol Type         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  Hw. Length   | Prot. Length  |           Operation           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                    Sender Hardware Address                    |
 * +                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                               |    Sender Protocol Address    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |          (continued)          |                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+    Target Hardware Address    +
 * |                                                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                    Target Protocol Address                    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class ArpPacket {

    public static final int HARDWARE_TYPE = 0;
    public static final int PROTOCOL_TYPE = 2;
    public static final int HARDWARE_LENGTH = 4;
    public static final int PROTOCOL_LENGTH = 5;
    public static final int OPERATION = 6;
    public static final int SENDER_HARDWARE = 8;
    public static final int SENDER_PROTOCOL = 14;
    public static final int TARGET_HARDWARE = 18;
    public static final int TARGET_PROTOCOL = 24;

    /** Octets of the packet. */
    public static final int LENGTH = 28;

    public static final int REQUEST = 1;
    public static final int REPLY = 2;

    private static final int ETHERNET = 1;

    private ArpPacket() {}

    /** Whether the packet is about IPv4 over Ethernet: types and lengths of both addresses. */
    public static boolean isIpv4OverEthernet(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + HARDWARE_TYPE) == ETHERNET
                && buffer.getShort(offset + PROTOCOL_TYPE) == EthernetHeader.TYPE_IPV4
                && buffer.get(offset + HARDWARE_LENGTH) == MacAddress.LENGTH
                && buffer.get(offset + PROTOCOL_LENGTH) == Integer.BYTES;
    }

    /** {@link #REQUEST}, {@link #REPLY} or another number. */
    public static int operation(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + OPERATION) & 0xFFFF;
    }

    public static long senderHardware(ByteBuffer buffer, int offset) {
        return MacAddress.get(buffer, offset + SENDER_HARDWARE);
    }

    public static int senderProtocol(ByteBuffer buffer, int offset) {
        return buffer.getInt(offset + SENDER_PROTOCOL);
    }

    public static long targetHardware(ByteBuffer buffer, int offset) {
        return MacAddress.get(buffer, offset + TARGET_HARDWARE);
    }

    public static int targetProtocol(ByteBuffer buffer, int offset) {
        return buffer.getInt(offset + TARGET_PROTOCOL);
    }

    /** Writes the whole packet. */
    public static void put(
            ByteBuffer buffer,
            int offset,
            int operation,
            long senderHardware,
            int senderProtocol,
            long targetHardware,
            int targetProtocol) {
        buffer.putShort(offset + HARDWARE_TYPE, (short) ETHERNET);
        buffer.putShort(offset + PROTOCOL_TYPE, (short) EthernetHeader.TYPE_IPV4);
        buffer.put(offset + HARDWARE_LENGTH, (byte) MacAddress.LENGTH);
        buffer.put(offset + PROTOCOL_LENGTH, (byte) Integer.BYTES);
        buffer.putShort(offset + OPERATION, (short) operation);
        MacAddress.put(buffer, offset + SENDER_HARDWARE, senderHardware);
        buffer.putInt(offset + SENDER_PROTOCOL, senderProtocol);
        MacAddress.put(buffer, offset + TARGET_HARDWARE, targetHardware);
        buffer.putInt(offset + TARGET_PROTOCOL, targetProtocol);
    }
}
