package dev.sequent.stack.device;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes a capture file in the pcapng format (draft-ietf-opsawg-pcapng) that Wireshark opens: one section, one Ethernet interface, times in
 * nanoseconds, each packet with its direction.
 *
 * <pre>
 *  Section Header Block    type 0x0A0D0D0A, byte order, version 1.0
 *  Interface Description   type 1, link type 1 (Ethernet), if_name, if_tsresol = 10^-9
 *  Enhanced Packet Block   type 6, time, lengths, the frame, epb_flags (direction)   (one for each frame)
 * </pre>
 */
public final class PcapngWriter implements Closeable {

    /** Which way a frame went, seen from the stack; the values of the two low bits of epb_flags. */
    public enum Direction {
        UNKNOWN,
        INBOUND,
        OUTBOUND;

        static Direction of(int flags) {
            return values()[Math.min(flags & 3, 2)];
        }
    }

    static final int SECTION_HEADER = 0x0A0D0D0A;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int ENHANCED_PACKET = 6;
    static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    static final int LINK_ETHERNET = 1;
    static final int OPTION_END = 0;
    static final int OPTION_INTERFACE_NAME = 2;
    static final int OPTION_TIME_RESOLUTION = 9;
    static final int OPTION_FLAGS = 2;
    private static final int OPTION_APPLICATION = 4;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Begins a file.
     *
     * @param channel gets the file, and is closed with this
     * @param interfaceName the name that Wireshark shows
     */
    public PcapngWriter(WritableByteChannel channel, String interfaceName) throws IOException {
        this.channel = channel;
        int block = begin(SECTION_HEADER);
        buffer.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1L);
        option(OPTION_APPLICATION, "Sequent".getBytes(StandardCharsets.UTF_8));
        buffer.putInt(OPTION_END);
        end(block);
        block = begin(INTERFACE_DESCRIPTION);
        buffer.putShort((short) LINK_ETHERNET).putShort((short) 0).putInt(0);
        option(OPTION_INTERFACE_NAME, interfaceName.getBytes(StandardCharsets.UTF_8));
        option(OPTION_TIME_RESOLUTION, new byte[] {9});
        buffer.putInt(OPTION_END);
        end(block);
        flush();
    }

    /**
     * Writes a frame.
     *
     * @param nanos the time, in nanoseconds since 1970
     * @param frame holds the frame at {@code offset}, absolute
     */
    public void write(long nanos, Direction direction, ByteBuffer frame, int offset, int length) throws IOException {
        if (buffer.remaining() < length + 64) {
            flush();
        }
        int block = begin(ENHANCED_PACKET);
        buffer.putInt(0).putInt((int) (nanos >>> 32)).putInt((int) nanos).putInt(length).putInt(length);
        buffer.put(buffer.position(), frame, offset, length);
        buffer.position(buffer.position() + length);
        pad();
        buffer.putShort((short) OPTION_FLAGS).putShort((short) 4).putInt(direction.ordinal());
        buffer.putInt(OPTION_END);
        end(block);
    }

    /** Hands everything written so far to the channel. */
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

    private int begin(int type) {
        int start = buffer.position();
        buffer.putInt(type).putInt(0);
        return start;
    }

    private void end(int start) {
        int length = buffer.position() + 4 - start;
        buffer.putInt(length).putInt(start + 4, length);
    }

    private void option(int code, byte[] value) {
        buffer.putShort((short) code).putShort((short) value.length).put(value);
        pad();
    }

    private void pad() {
        while ((buffer.position() & 3) != 0) {
            buffer.put((byte) 0);
        }
    }
}
