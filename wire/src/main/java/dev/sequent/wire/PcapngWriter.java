package dev.sequent.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes a capture file in the pcapng format (draft-ietf-opsawg-pcapng) that Wireshark opens: one section, one
 * interface, times in nanoseconds, each packet with its direction or with a comment.
 *
 * <pre>
 *  Section Header Block    type 0x0A0D0D0A, byte order, version 1.0, shb_userappl, opt_comment if there is one
 *  Interface Description   type 1, link type, if_name, if_tsresol = 10^-9
 *  Enhanced Packet Block   type 6, time, lengths, the packet, epb_flags (direction) or opt_comment   (one for each packet)
 * </pre>
 */
public final class PcapngWriter implements Closeable {

    /** Which way a packet went, seen from the host whose capture it is; the values of the two low bits of epb_flags. */
    public enum Direction {
        UNKNOWN,
        INBOUND,
        OUTBOUND;

        static Direction of(int flags) {
            return values()[Math.min(flags & 3, 2)];
        }
    }

    /** Link type: Ethernet. */
    public static final int LINK_ETHERNET = 1;

    /** Link type: whatever its users agree on. */
    public static final int LINK_USER0 = 147;

    static final int SECTION_HEADER = 0x0A0D0D0A;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int ENHANCED_PACKET = 6;
    static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    static final int OPTION_END = 0;
    static final int OPTION_INTERFACE_NAME = 2;
    static final int OPTION_TIME_RESOLUTION = 9;
    static final int OPTION_FLAGS = 2;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_APPLICATION = 4;
    /** More octets than the fixed parts and the padding of a block take. */
    private static final int FIXED = 64;

    private final WritableByteChannel channel;
    private ByteBuffer buffer = ofSize(1 << 18);

    /**
     * Begins a file of Ethernet frames, without a comment.
     *
     * @param channel gets the file, and is closed with this
     * @param interfaceName the name that Wireshark shows
     */
    public PcapngWriter(WritableByteChannel channel, String interfaceName) throws IOException {
        this(channel, LINK_ETHERNET, interfaceName, "");
    }

    /**
     * Begins a file.
     *
     * @param channel gets the file, and is closed with this
     * @param linkType what packets begin with, {@link #LINK_ETHERNET} or {@link #LINK_USER0}
     * @param interfaceName the name that Wireshark shows
     * @param comment on the whole file; empty for none
     */
    public PcapngWriter(WritableByteChannel channel, int linkType, String interfaceName, String comment)
            throws IOException {
        this.channel = channel;
        byte[] remark = text(comment);
        int block = begin(SECTION_HEADER, remark.length);
        buffer.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1L);
        option(OPTION_APPLICATION, text("Sequent"));
        if (remark.length > 0) {
            option(OPTION_COMMENT, remark);
        }
        end(block);
        byte[] name = text(interfaceName);
        block = begin(INTERFACE_DESCRIPTION, name.length);
        buffer.putShort((short) linkType).putShort((short) 0).putInt(0);
        option(OPTION_INTERFACE_NAME, name);
        option(OPTION_TIME_RESOLUTION, new byte[] {9});
        end(block);
        flush();
    }

    /**
     * Writes a packet with its direction.
     *
     * @param nanos the time, in nanoseconds since 1970
     * @param packet holds the packet at {@code offset}, absolute
     */
    public void write(long nanos, Direction direction, ByteBuffer packet, int offset, int length) throws IOException {
        int block = beginPacket(nanos, packet, offset, length, 0);
        buffer.putShort((short) OPTION_FLAGS).putShort((short) 4).putInt(direction.ordinal());
        end(block);
    }

    /**
     * Writes a packet with a comment.
     *
     * @param nanos the time, in nanoseconds since 1970
     */
    public void write(long nanos, String comment, byte[] packet) throws IOException {
        byte[] remark = text(comment);
        int block = beginPacket(nanos, ByteBuffer.wrap(packet), 0, packet.length, remark.length);
        option(OPTION_COMMENT, remark);
        end(block);
    }

    /** @param further octets of the options of variable length that will follow */
    private int beginPacket(long nanos, ByteBuffer packet, int offset, int length, int further) throws IOException {
        int block = begin(ENHANCED_PACKET, length + further);
        buffer.putInt(0)
                .putInt((int) (nanos >>> 32))
                .putInt((int) nanos)
                .putInt(length)
                .putInt(length);
        buffer.put(buffer.position(), packet, offset, length);
        buffer.position(buffer.position() + length);
        pad();
        return block;
    }

    /** Writes everything so far to the channel. */
    public void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } finally {
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }

    /** @param octets the number of octets of variable length in the block */
    private int begin(int type, int octets) throws IOException {
        int size = octets + FIXED;
        if (buffer.remaining() < size) {
            flush();
            if (buffer.capacity() < size) {
                buffer = ofSize(size);
            }
        }
        int start = buffer.position();
        buffer.putInt(type).putInt(0);
        return start;
    }

    private void end(int start) {
        buffer.putInt(OPTION_END);
        int length = buffer.position() + 4 - start;
        buffer.putInt(length).putInt(start + 4, length);
    }

    private void option(int code, byte[] value) {
        buffer.putShort((short) code).putShort((short) value.length).put(value);
        pad();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer ofSize(int octets) {
        return ByteBuffer.allocateDirect(octets).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void pad() {
        while ((buffer.position() & 3) != 0) {
            buffer.put((byte) 0);
        }
    }
}
