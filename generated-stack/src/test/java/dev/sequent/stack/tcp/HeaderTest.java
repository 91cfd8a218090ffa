package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9293, 3.1 and 3.2, through the whole stack: headers of every length, whatever their options. */
class HeaderTest {

    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final int PSH = 8;

    /** A segment of the remote's, octet for octet, with its checksum over the pseudo-header. */
    private static byte[] segment(long sequence, long acknowledgment, int control, String options, int text) {
        byte[] octets = HexFormat.of().parseHex(options);
        int header = 20 + octets.length;
        ByteBuffer b = ByteBuffer.allocate(header + text);
        b.putShort(0, (short) Exchange.REMOTE_PORT).putShort(2, (short) Exchange.PORT);
        b.putInt(4, (int) sequence).putInt(8, (int) acknowledgment);
        b.put(12, (byte) (header / 4 << 4)).put(13, (byte) control).putShort(14, (short) 65535);
        b.put(20, octets);
        for (int i = 0; i < text; i++) {
            b.put(header + i, Seg.octet((int) sequence + i));
        }
        return withChecksum(b.array());
    }

    private static byte[] withChecksum(byte[] segment) {
        segment[16] = 0;
        segment[17] = 0;
        ByteBuffer b = ByteBuffer.wrap(segment);
        long sum = 6 + segment.length;
        for (int address : new int[] {
            Exchange.REMOTE.address().bits(), Exchange.STACK.address().bits()
        }) {
            sum += (address >>> 16) + (address & 0xFFFF);
        }
        for (int i = 0; i < segment.length; i++) {
            sum += (b.get(i) & 0xFF) << (i % 2 == 0 ? 8 : 0);
        }
        while (sum > 0xFFFF) {
            sum = (sum >> 16) + (sum & 0xFFFF);
        }
        b.putShort(16, (short) ~sum);
        return segment;
    }

    /**
     * MUST-5, MUST-6, MUST-7, MUST-15, MUST-64: what is unknown is passed over; what is malformed says nothing, and
     * hurts nobody.
     */
    @ParameterizedTest
    @CsvSource({
        "40 octets unknown,        1e28" + "00000000000000000000000000000000000000000000000000000000000000000000000000"
                + "00, 536",
        "38 octets unknown and no more, 1e26"
                + "000000000000000000000000000000000000000000000000000000000000000000000000" + "0101, 536",
        "what Linux sends,         020405b40402080a0123456700000000" + "01030307, 1000",
        "MSS behind 36 paddings,   010101010101010101010101010101010101010101010101010101010101010101010101"
                + "020401f4, 500",
        "MSS behind one padding,   01020401f4000000, 500",
        "length 0,                 fd000000, 536",
        "length 1,                 fd010000, 536",
        "MSS of length 0,          02000000, 536",
        "length beyond the header, fd280000, 536",
        "MSS beyond the header,    01010102, 536",
    })
    @Tag("MUST-4")
    @Tag("MUST-6")
    @Tag("MUST-7")
    @Tag("MUST-15")
    @Tag("MUST-64")
    void optionsOfASyn(String what, String options, int segmentSize) {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.raw(segment(1000, 0, SYN, options, 0));
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK><MSS=1460>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            x.write(listener.poll(), 1000);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK" + (segmentSize >= 1000 ? ",PSH" : "") + "><DATA=" + segmentSize
                    + ">");
        }
    }

    /** What the script language does not show: the ports, and where the sequence number stands. */
    @Test
    void portsAndSequenceNumber() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            int first = (int) acknowledgment(x, c);
            ByteBuffer header = x.lastHeader();
            assertThat(header.getShort(20)).isEqualTo((short) Exchange.PORT);
            assertThat(header.getShort(22)).isEqualTo((short) Exchange.REMOTE_PORT);
            x.write(c, 1);
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK>");
            x.out("<SEQ=ISS+2><CTL=ACK,PSH><DATA=1>");
            assertThat(x.lastHeader().getInt(24)).isEqualTo(first + 1);
        }
    }

    /** MUST-44, MUST-45: the SYN comes from the address of the network layer, and so does everything after it. */
    @Test
    @Tag("MUST-44")
    @Tag("MUST-45")
    void theLocalAddressIsThatOfTheNetworkLayerThroughout() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            assertThat(Ipv4Header.source(x.lastHeader(), 0))
                    .isEqualTo(Exchange.STACK.address().bits());
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK>");
            x.write(c, 1);
            x.shutdownOutput(c);
            for (String segment : new String[] {"<CTL=ACK>", "<CTL=ACK,PSH><DATA=1>", "<CTL=FIN,ACK>"}) {
                x.out(segment);
                assertThat(Ipv4Header.source(x.lastHeader(), 0))
                        .as(segment)
                        .isEqualTo(Exchange.STACK.address().bits());
            }
        }
    }

    /** MUST-65: no other segment has options at all. */
    @Test
    @Tag("MUST-65")
    void theMssOptionGoesWithASynAlone() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            assertThat(words(x)).as("SYN,ACK").isEqualTo(6);
            x.write(c, 10);
            x.out("<CTL=ACK,PSH><DATA=10>");
            assertThat(words(x)).isEqualTo(5);
            x.shutdownOutput(c);
            x.out("<CTL=FIN,ACK>");
            assertThat(words(x)).isEqualTo(5);
            x.in("<SEQ=1001><ACK=ISS+12><CTL=ACK><DATA=10>");
            x.advance(50);
            x.out("<CTL=ACK>");
            assertThat(words(x)).isEqualTo(5);
            x.abort(c);
            x.out("<CTL=RST>");
            assertThat(words(x)).isEqualTo(5);
        }
    }

    /** How long the header of the segment was that was seen last. */
    private static int words(Exchange x) {
        return (Ipv4Header.totalLength(x.lastHeader(), 0) - 20 - x.lastText().length) / 4;
    }

    /** Text begins where the data offset says, behind up to 40 octets of options. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 12, 36, 40})
    @Tag("MUST-5")
    void textBehindOptions(int options) {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.raw(segment(1001, acknowledgment(x, c), ACK | PSH, "01".repeat(options), 100));
            x.read(c, 1001, 100);
        }
    }

    private static long acknowledgment(Exchange x, TcpConnection c) {
        x.write(c, 1);
        x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=1>");
        return Integer.toUnsignedLong(x.lastHeader().getInt(24));
    }

    /** Reserved bits, and an urgent pointer without URG, mean nothing. */
    @Test
    void whatMeansNothingIsIgnored() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            byte[] odd = segment(1001, acknowledgment(x, c), ACK, "", 100);
            odd[12] |= 0x0F;
            odd[19] = 50;
            x.raw(withChecksum(odd));
            x.read(c, 1001, 100);
            assertThat(c.user().takeUrgentNews()).isFalse();
        }
    }

    /** MUST-3: every octet of header, text and pseudo-header counts. */
    @Test
    @Tag("MUST-3")
    void theChecksumCoversEveryOctet() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            byte[] good = segment(1001, acknowledgment(x, c), ACK, "01010101", 11);
            for (int i = 0; i < good.length; i++) {
                byte[] bad = good.clone();
                bad[i] ^= 0x10;
                x.raw(bad);
            }
            byte[] shorter = java.util.Arrays.copyOf(good, good.length - 2);
            x.raw(shorter);
            x.outNothing();
            // A data offset that leads out of the segment, or into the fixed header, is seen first.
            assertThat(x.stack.tcp().counters().get(TcpCounter.DROP_CHECKSUM)
                            + x.stack.tcp().counters().get(TcpCounter.DROP_MALFORMED))
                    .isEqualTo(good.length + 1);
            assertThat(x.stack.tcp().counters().get(TcpCounter.DROP_MALFORMED)).isLessThanOrEqualTo(1);
            x.raw(good);
            x.read(c, 1001, 11);
        }
    }

    /** A data offset below five words, or beyond the end. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 6, 15})
    void aWrongDataOffsetIsRefused(int words) {
        try (Exchange x = new Exchange()) {
            x.listen();
            byte[] syn = segment(1000, 0, SYN, "", 0);
            syn[12] = (byte) (words << 4);
            x.raw(withChecksum(syn));
            x.outNothing();
            assertThat(x.stack.tcp().counters().get(TcpCounter.DROP_MALFORMED)).isEqualTo(1);
        }
    }

    /** MUST-61: the last segment of what is queued carries one. */
    @Test
    @Tag("MUST-61")
    void pushIsSentWithTheLastSegment() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted("<MSS=500>");
            x.write(c, 1200);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK><DATA=500>");
            x.out("<SEQ=ISS+501><ACK=1001><CTL=ACK><DATA=500>");
            x.in("<SEQ=1001><ACK=ISS+1001><CTL=ACK>");
            x.out("<SEQ=ISS+1001><ACK=1001><CTL=ACK,PSH><DATA=200>");
        }
    }
}
