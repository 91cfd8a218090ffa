package dev.sequent.wire;

import java.nio.ByteBuffer;

/**
 * The header that stands before each frame on a TAP opened with {@code IFF_VNET_HDR} (struct {@code virtio_net_hdr} of
 * the virtio specification, 5.1.6, in its short form). Its multi-octet fields are in the machine's byte order.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     flags     |   gso_type    |            hdr_len            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           gso_size            |          csum_start           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |          csum_offset          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class VirtioNetHeader {

    public static final int FLAGS = 0;
    public static final int GSO_TYPE = 1;
    public static final int HEADER_LENGTH = 2;
    public static final int GSO_SIZE = 4;
    public static final int CHECKSUM_START = 6;
    public static final int CHECKSUM_OFFSET = 8;

    /** Octets of the header. */
    public static final int LENGTH = 10;

    /**
     * Flag: the checksum covers only the pseudo header so far; the data came from this machine's memory and need none.
     */
    public static final int NEEDS_CHECKSUM = 1;

    /** Flag: the checksum has been verified. */
    public static final int DATA_VALID = 2;

    private VirtioNetHeader() {}

    /** Whether the flags say that the payload is intact, so that its checksum need not be verified. */
    public static boolean vouchesForChecksum(ByteBuffer buffer, int offset) {
        return (buffer.get(offset + FLAGS) & (NEEDS_CHECKSUM | DATA_VALID)) != 0;
    }

    /** Writes the header of a plain frame: no offload asked for. */
    public static void putPlain(ByteBuffer buffer, int offset) {
        buffer.putLong(offset, 0);
        buffer.putShort(offset + CHECKSUM_OFFSET, (short) 0);
    }
}
