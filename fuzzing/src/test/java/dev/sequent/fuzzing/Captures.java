package dev.sequent.fuzzing;

import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.PcapngWriter;
import dev.sequent.wire.PcapngWriter.Direction;
import dev.sequent.wire.TcpHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Captures to begin with, as this program writes them. */
final class Captures {
    private static final Ipv4Address CLIENT = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address SERVER = Ipv4Address.parse("192.0.2.2");
    private static final int MILLI = 1_000_000;
    private static final List<String> OPTIONS = List.of("", "020405b4", "020405b40402080a00000001000000000103030a");

    private Captures() {}

    static List<byte[]> seeds() {
        return Stream.concat(Stream.of(file()), OPTIONS.stream().map(o -> file(frames(o))))
                .toList();
    }

    /** The frames of all of them. */
    static List<byte[]> frames() {
        return OPTIONS.stream().flatMap(o -> Stream.of(frames(o))).toList();
    }

    /** Opening, a few octets each way, closing. @param options of the SYNs, hexadecimal */
    private static byte[][] frames(String options) {
        byte[] syn = HexFormat.of().parseHex(options);
        byte[] none = new byte[0];
        return new byte[][] {
            frame(true, TcpHeader.SYN, 1_000, 0, syn, 0),
            frame(false, TcpHeader.SYN | TcpHeader.ACK, 5_000, 1_001, syn, 0),
            frame(true, TcpHeader.ACK, 1_001, 5_001, none, 0),
            frame(true, TcpHeader.ACK | TcpHeader.PSH, 1_001, 5_001, none, 5),
            frame(false, TcpHeader.ACK | TcpHeader.PSH, 5_001, 1_006, none, 3),
            frame(true, TcpHeader.ACK | TcpHeader.FIN, 1_006, 5_004, none, 0),
            frame(false, TcpHeader.ACK | TcpHeader.FIN, 5_004, 1_007, none, 0),
            frame(true, TcpHeader.ACK, 1_007, 5_005, none, 0)
        };
    }

    private static byte[] frame(boolean up, int control, int sequence, int acknowledgment, byte[] options, int text) {
        Ipv4Address from = up ? CLIENT : SERVER;
        Ipv4Address to = up ? SERVER : CLIENT;
        int header = TcpHeader.MIN_LENGTH + options.length;
        int ip = EthernetHeader.LENGTH;
        int at = ip + Ipv4Header.MIN_LENGTH;
        ByteBuffer b = ByteBuffer.allocate(at + header + text);
        EthernetHeader.put(b, 0, up ? 2 : 1, up ? 1 : 2, EthernetHeader.TYPE_IPV4);
        Ipv4Header.put(
                b, ip, 0, b.limit() - ip, 0, Ipv4Header.DONT_FRAGMENT, 64, Ipv4Header.TCP, from.bits(), to.bits());
        TcpHeader.put(b, at, up ? 40_000 : 80, up ? 80 : 40_000, sequence, acknowledgment, header, control, 65_535, 0);
        b.put(at + TcpHeader.OPTIONS, options);
        TcpHeader.putChecksum(b, at, header + text, from, to);
        return b.array();
    }

    private static byte[] file(byte[]... frames) {
        var out = new ByteArrayOutputStream();
        try (var writer = new PcapngWriter(Channels.newChannel(out), "seed")) {
            for (int i = 0; i < frames.length; i++) {
                Direction direction = i % 2 == 0 ? Direction.INBOUND : Direction.OUTBOUND;
                writer.write((long) i * MILLI, direction, ByteBuffer.wrap(frames[i]), 0, frames[i].length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
