package dev.sequent.wire;

import dev.sequent.wire.PcapngWriter.Direction;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads back the capture files that {@link PcapngWriter} writes: one section, one Ethernet interface, either byte
 * order. Blocks of other types are skipped. A file that is cut off in its last block, because its writer was killed, is
 * read up to there.
 */
public final class PcapngReader {

    /**
     * A captured frame.
     *
     * @param nanos the time, in nanoseconds since 1970
     * @param octets the frame from its Ethernet header on
     */
    public record Packet(long nanos, Direction direction, byte[] octets) {}

    /** Octets that are read into memory. */
    private static final long MOST = 1L << 30;

    private PcapngReader() {}

    /**
     * Reads all frames of a file, in order.
     *
     * @throws IOException if it cannot be read or is not such a file; the message says why
     */
    public static List<Packet> read(Path file) throws IOException {
        // A device or a pipe may have no end.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file: save the capture in one");
        }
        if (Files.exists(file) && Files.size(file) > MOST) {
            throw new IOException(file + " has more than " + (MOST >> 20) + " MB: cut it, or capture less");
        }
        return read(file.toString(), Files.readAllBytes(file));
    }

    /**
     * Reads all frames of a file that is in memory, in order.
     *
     * @param file its name, for messages
     * @throws IOException if it is not such a file; the message says why
     */
    public static List<Packet> read(String file, byte[] octets) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(octets);
        if (data.remaining() < 12 || data.getInt(0) != PcapngWriter.SECTION_HEADER) {
            throw new IOException(file + " is not a pcapng file: it does not begin with a section header block");
        }
        data.order(data.getInt(8) == PcapngWriter.BYTE_ORDER_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (data.getInt(8) != PcapngWriter.BYTE_ORDER_MAGIC) {
            throw new IOException(
                    file + " is not a pcapng file: its byte order mark is 0x" + Integer.toHexString(data.getInt(8)));
        }
        List<Packet> packets = new ArrayList<>();
        while (data.remaining() >= 12) {
            int start = data.position();
            int type = data.getInt(start);
            int length = data.getInt(start + 4);
            if (length < 12 || length % 4 != 0) {
                throw new IOException(
                        file + " is damaged: the block at octet " + start + " says that it has " + length + " octets");
            }
            if (length > data.remaining()) {
                break;
            }
            ByteBuffer body = data.slice(start + 8, length - 12).order(data.order());
            try {
                if (type == PcapngWriter.INTERFACE_DESCRIPTION) {
                    checkInterface(file, body);
                } else if (type == PcapngWriter.ENHANCED_PACKET) {
                    packets.add(packet(body));
                }
            } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
                throw new IOException(
                        file + " is damaged: the block at octet " + start + " is too short for what it holds", e);
            }
            data.position(start + length);
        }
        return packets;
    }

    private static void checkInterface(String file, ByteBuffer body) throws IOException {
        int link = body.getShort(0);
        if (link != PcapngWriter.LINK_ETHERNET) {
            throw new IOException(file + " holds frames of link type " + link + "; only Ethernet (1) is read here");
        }
        if (option(body, 8, PcapngWriter.OPTION_TIME_RESOLUTION, 6) != 9) {
            throw new IOException(file
                    + " does not tell time in nanoseconds, as captures of this program do; open it with Wireshark");
        }
    }

    private static Packet packet(ByteBuffer body) {
        long nanos = (body.getInt(4) & 0xFFFF_FFFFL) << 32 | body.getInt(8) & 0xFFFF_FFFFL;
        int length = body.getInt(12);
        if (length < 0 || length > body.limit() - 20) {
            throw new IndexOutOfBoundsException(length); // Before anything is allocated for it.
        }
        byte[] octets = new byte[length];
        body.get(20, octets);
        int options = 20 + (octets.length + 3 & ~3);
        return new Packet(nanos, Direction.of(option(body, options, PcapngWriter.OPTION_FLAGS, 0)), octets);
    }

    /** The value of an option of one octet or four; the fallback if it is not there. */
    private static int option(ByteBuffer body, int offset, int wanted, int fallback) {
        int at = offset;
        while (at + 4 <= body.limit()) {
            int code = body.getShort(at) & 0xFFFF;
            int length = body.getShort(at + 2) & 0xFFFF;
            if (code == PcapngWriter.OPTION_END) {
                break;
            }
            if (code == wanted) {
                return length == 1 ? body.get(at + 4) : body.getInt(at + 4);
            }
            at += 4 + (length + 3 & ~3);
        }
        return fallback;
    }
}
