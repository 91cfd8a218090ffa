package dev.sequent.check.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A capture in the pcapng format (draft-ietf-opsawg-pcapng), put together in memory: one section, one interface, times in nanoseconds, a comment
 * with each packet.
 *
 * <pre>
 *  Section Header Block    type 0x0A0D0D0A, byte order, version 1.0, shb_userappl, opt_comment
 *  Interface Description   type 1, link type, if_name, if_tsresol = 10^-9
 *  Enhanced Packet Block   type 6, time, lengths, the packet, opt_comment          (one for each packet)
 * </pre>
 */
final class PcapngFile {
    /** Ethernet. */
    static final int LINK_ETHERNET = 1;
    /** What its users agree on. */
    static final int LINK_USER0 = 147;

    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int COMMENT = 1;
    private static final int INTERFACE_NAME = 2;
    private static final int APPLICATION = 4;
    private static final int TIME_RESOLUTION = 9;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    /** @param name of the interface @param comment on the whole */
    PcapngFile(int linkType, String name, String comment) {
        byte[] remark = text(comment);
        Block section = new Block(remark.length);
        section.out.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1L);
        section.option(APPLICATION, text("Sequent"));
        section.option(COMMENT, remark);
        section.write(SECTION_HEADER);
        byte[] title = text(name);
        Block description = new Block(title.length);
        description.out.putShort((short) linkType).putShort((short) 0).putInt(0);
        description.option(INTERFACE_NAME, title);
        description.option(TIME_RESOLUTION, new byte[] {9});
        description.write(INTERFACE_DESCRIPTION);
    }

    /** @param nanos since 1970 */
    void packet(long nanos, byte[] octets, String comment) {
        byte[] remark = text(comment);
        Block packet = new Block(octets.length + remark.length);
        packet.out.putInt(0).putInt((int) (nanos >>> 32)).putInt((int) nanos).putInt(octets.length).putInt(octets.length);
        packet.octets(octets);
        packet.option(COMMENT, remark);
        packet.write(ENHANCED_PACKET);
    }

    byte[] toBytes() {
        return file.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One block, its options ended when it is written. */
    private final class Block {
        private final ByteBuffer out;

        /** @param octets how many there are of varying length; the fixed parts and paddings take less than what is added */
        Block(int octets) {
            out = ByteBuffer.allocate(octets + 64).order(ByteOrder.LITTLE_ENDIAN);
        }

        void option(int code, byte[] value) {
            out.putShort((short) code).putShort((short) value.length);
            octets(value);
        }

        void octets(byte[] octets) {
            out.put(octets);
            while ((out.position() & 3) != 0) {
                out.put((byte) 0);
            }
        }

        void write(int type) {
            out.putInt(0);
            int length = out.position() + 12;
            byte[] frame = new byte[length];
            ByteBuffer whole = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
            whole.putInt(type).putInt(length).put(out.flip()).putInt(length);
            file.writeBytes(frame);
        }
    }
}
