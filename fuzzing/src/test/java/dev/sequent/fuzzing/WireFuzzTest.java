package dev.sequent.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptionOctets;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Headers: what is read from any octets, written again, is those octets; and the segment codec that is generated from
 * the specification agrees with the one that is written by hand.
 */
class WireFuzzTest {
    private static final int ROOM = 128;

    /** Frames of the captures, without the file around them. */
    static List<byte[]> seeds() {
        return Captures.frames();
    }

    @MethodSource("seeds")
    @FuzzTest
    void isWrittenAsItWasRead(byte[] octets) {
        if (octets.length < EthernetHeader.LENGTH) {
            return;
        }
        ByteBuffer b = ByteBuffer.wrap(octets);
        ethernet(b);
        int network = EthernetHeader.LENGTH;
        if (octets.length >= network + ArpPacket.LENGTH) {
            arp(b, network);
        }
        if (octets.length >= network + Ipv4Header.MIN_LENGTH) {
            ipv4(b, network);
            int transport = network + Ipv4Header.headerLength(b, network);
            if (octets.length >= transport + Icmpv4Header.LENGTH) {
                icmp(b, transport);
            }
            if (octets.length >= transport) {
                segment(b, transport);
            }
        }
    }

    private static void ethernet(ByteBuffer b) {
        ByteBuffer w = ByteBuffer.allocate(EthernetHeader.LENGTH);
        EthernetHeader.put(
                w, 0, EthernetHeader.destination(b, 0), EthernetHeader.source(b, 0), EthernetHeader.type(b, 0));
        assertSame(b, 0, w, EthernetHeader.LENGTH);
    }

    private static void arp(ByteBuffer b, int at) {
        if (!ArpPacket.isIpv4OverEthernet(b, at)) {
            return;
        }
        ByteBuffer w = ByteBuffer.allocate(ArpPacket.LENGTH);
        ArpPacket.put(
                w,
                0,
                ArpPacket.operation(b, at),
                ArpPacket.senderHardware(b, at),
                ArpPacket.senderProtocol(b, at),
                ArpPacket.targetHardware(b, at),
                ArpPacket.targetProtocol(b, at));
        assertSame(b, at, w, ArpPacket.LENGTH);
    }

    private static void ipv4(ByteBuffer b, int at) {
        assertThat(Ipv4Header.headerLength(b, at)).isBetween(0, Ipv4Header.MAX_LENGTH);
        if (Ipv4Header.version(b, at) != 4 || Ipv4Header.headerLength(b, at) != Ipv4Header.MIN_LENGTH) {
            return;
        }
        ByteBuffer w = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH);
        Ipv4Header.put(
                w,
                0,
                Ipv4Header.typeOfService(b, at),
                Ipv4Header.totalLength(b, at),
                Ipv4Header.identification(b, at),
                b.getShort(at + Ipv4Header.FLAGS_FRAGMENT),
                Ipv4Header.timeToLive(b, at),
                Ipv4Header.protocol(b, at),
                Ipv4Header.source(b, at),
                Ipv4Header.destination(b, at));
        assertThat(Ipv4Header.checksumHolds(w, 0)).isTrue();
        if (Ipv4Header.checksumHolds(b, at) && Ipv4Header.checksum(b, at) != 0xFFFF) {
            assertSame(b, at, w, Ipv4Header.MIN_LENGTH);
        }
        assertThat(Ipv4Header.isFragment(b, at))
                .isEqualTo(Ipv4Header.moreFragments(b, at) || Ipv4Header.fragmentOffset(b, at) > 0);
    }

    private static void icmp(ByteBuffer b, int at) {
        int length = b.limit() - at;
        ByteBuffer w = ByteBuffer.allocate(length);
        w.put(0, b, at, length);
        Icmpv4Header.put(w, 0, Icmpv4Header.type(b, at), Icmpv4Header.code(b, at), Icmpv4Header.rest(b, at), length);
        assertThat(InternetChecksum.holds(InternetChecksum.sum(w, 0, length))).isTrue();
        w.putShort(Icmpv4Header.CHECKSUM, b.getShort(at + Icmpv4Header.CHECKSUM));
        assertSame(b, at, w, length);
    }

    private static void segment(ByteBuffer b, int at) {
        int length = b.limit() - at;
        var read = new Segment();
        int outcome = SegmentWire.parse(b, at, length, read);
        if (length >= TcpHeader.MIN_LENGTH) {
            int header = TcpHeader.headerLength(b, at);
            assertThat(outcome == SegmentWire.OK).isEqualTo(header >= TcpHeader.MIN_LENGTH && header <= length);
        }
        if (outcome != SegmentWire.OK) {
            return;
        }
        int header = TcpHeader.headerLength(b, at);
        byte[] octets = new byte[header - TcpHeader.MIN_LENGTH];
        b.get(at + TcpHeader.OPTIONS, octets);
        agree(b, at, read, TcpOptionOctets.read(octets));
        assertThat(Arrays.copyOf(TcpOptionOctets.write(TcpOptionOctets.read(octets)), octets.length))
                .isEqualTo(normal(octets));

        ByteBuffer w = ByteBuffer.allocate(ROOM);
        int written = SegmentWire.build(w, 0, read, SegmentWire.sourcePort(b, at), SegmentWire.destinationPort(b, at));
        var again = new Segment();
        assertThat(SegmentWire.parse(w, 0, written + (int) read.DATA, again)).isEqualTo(SegmentWire.OK);
        for (int field = 0; field < Segment.FIELDS.length; field++) {
            assertThat(again.present(field)).as(Segment.FIELDS[field]).isEqualTo(read.present(field));
            if (read.present(field)) {
                assertThat(again.get(field)).as(Segment.FIELDS[field]).isEqualTo(read.get(field));
            }
        }
        assertThat(SegmentWire.sourcePort(w, 0)).isEqualTo(TcpHeader.sourcePort(b, at));
        assertThat(SegmentWire.destinationPort(w, 0)).isEqualTo(TcpHeader.destinationPort(b, at));
    }

    /** Two readers that share no code. */
    private static void agree(ByteBuffer b, int at, Segment read, List<TcpOption> options) {
        assertThat(read.SEQ).isEqualTo(TcpHeader.sequence(b, at));
        assertThat(read.ACK).isEqualTo(TcpHeader.acknowledgment(b, at));
        assertThat(read.CTL).isEqualTo(TcpHeader.control(b, at) & 0xFF);
        assertThat(read.WND).isEqualTo(TcpHeader.window(b, at));
        assertThat(read.UP).isEqualTo(TcpHeader.urgentPointer(b, at));
        List<Integer> sizes = options.stream()
                .filter(TcpOption.MaximumSegmentSize.class::isInstance)
                .map(o -> ((TcpOption.MaximumSegmentSize) o).octets())
                .toList();
        assertThat(read.has_MSS).isEqualTo(!sizes.isEmpty());
        if (read.has_MSS) {
            assertThat((int) read.MSS).isEqualTo(sizes.getLast());
        }
    }

    /** What follows the end of the list is padding, and written as zeros (RFC 9293, 3.2). */
    private static byte[] normal(byte[] options) {
        byte[] normal = options.clone();
        int at = 0;
        while (at < options.length && options[at] != TcpHeader.END_OF_OPTIONS) {
            int kind = options[at];
            int length = kind == TcpHeader.NO_OPERATION ? 1 : at + 1 < options.length ? options[at + 1] & 0xFF : 0;
            if (length == 0 || length == 1 && kind != TcpHeader.NO_OPERATION || at + length > options.length) {
                return rest(normal, at);
            }
            at += length;
        }
        Arrays.fill(normal, at, normal.length, (byte) 0);
        return normal;
    }

    /** What is no option any more is handed on as one that takes up all the rest. */
    private static byte[] rest(byte[] options, int at) {
        int data = Math.max(0, options.length - at - 1);
        byte[] whole = Arrays.copyOf(options, Math.max(options.length, at + 2 + data));
        whole[at + 1] = (byte) (2 + data);
        System.arraycopy(options, at + 1, whole, at + 2, data);
        return Arrays.copyOf(whole, options.length);
    }

    private static void assertSame(ByteBuffer read, int at, ByteBuffer written, int length) {
        byte[] one = new byte[length];
        byte[] other = new byte[length];
        read.get(at, one);
        written.get(0, other);
        assertThat(other).isEqualTo(one);
    }
}
