package dev.sequent.wire;

import java.nio.ByteBuffer;

/**
 * The header of an Ethernet frame as RFC 894 uses it (type field; we never see the trailer).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                      Destination Address                      |
 * +                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                               |                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+        Source Address         +
 * |                                                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |             Type              |   data ...
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class EthernetHeader {

    public static final int DESTINATION = 0;
    public static final int SOURCE = 6;
    public static final int TYPE = 12;

    /** Octets of the header. */
    public static final int LENGTH = 14;

    public static final int TYPE_IPV4 = 0x0800;
    public static final int TYPE_ARP = 0x0806;

    private EthernetHeader() {}

    public static long destination(ByteBuffer buffer, int offset) {
        return MacAddress.get(buffer, offset + DESTINATION);
    }

    public static long source(ByteBuffer buffer, int offset) {
        return MacAddress.get(buffer, offset + SOURCE);
    }

    /** The type of what follows, 0 to 65535; values below 1536 are lengths of IEEE 802.3. */
    public static int type(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset + TYPE) & 0xFFFF;
    }

    /** Writes the whole header. */
    public static void put(ByteBuffer buffer, int offset, long destination, long source, int type) {
        MacAddress.put(buffer, offset + DESTINATION, destination);
        MacAddress.put(buffer, offset + SOURCE, source);
        buffer.putShort(offset + TYPE, (short) type);
    }
}
