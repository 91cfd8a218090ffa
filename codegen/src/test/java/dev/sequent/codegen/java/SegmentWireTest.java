package dev.sequent.codegen.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.Fixtures;
import dev.sequent.runtime.Message;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP's header (RFC 9293, 3.1) against bytes written by hand. */
class SegmentWireTest {
    private static final Wire WIRE = new Wire("tcp", 0);
    private static final int SYN = 2;
    private static final int ACK = 16;

    /** 49152 to 80, SYN, SEQ 0x01020304, window 65535, MSS 1460. */
    private static final String SYN_SEGMENT = "c000 0050 01020304 00000000 60 02 ffff 0000 0000 02 04 05b4";

    /** 80 to 49152, ACK, FIN, PSH, URG; window 512; urgent pointer 2; three bytes of data. */
    private static final String DATA_SEGMENT = "0050 c000 fffffffe 80000001 50 39 0200 0000 0002 616263";

    private final Message segment = WIRE.message();

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private String parse(ByteBuffer b) {
        return WIRE.reason(WIRE.parse(b, 0, b.limit(), segment));
    }

    private long of(String field) {
        return segment.get(WIRE.field(field));
    }

    @Test
    void readsASyn() {
        ByteBuffer b = bytes(SYN_SEGMENT);
        assertThat(parse(b)).isEqualTo("OK");
        assertThat(WIRE.port("sourcePort", b, 0)).isEqualTo(49152);
        assertThat(WIRE.port("destinationPort", b, 0)).isEqualTo(80);
        assertThat(WIRE.port("headerLength", b, 0)).isEqualTo(24);
        assertThat(of("SEQ")).isEqualTo(0x01020304);
        assertThat(of("ACK")).isZero();
        assertThat(of("CTL")).isEqualTo(SYN);
        assertThat(of("WND")).isEqualTo(65535);
        assertThat(of("MSS")).isEqualTo(1460);
        assertThat(of("DATA")).isZero();
    }

    @Test
    void readsData() {
        assertThat(parse(bytes(DATA_SEGMENT))).isEqualTo("OK");
        assertThat(of("SEQ")).isEqualTo(0xfffffffeL);
        assertThat(of("ACK")).isEqualTo(0x80000001L);
        assertThat(of("CTL")).isEqualTo(32 + ACK + 8 + 1);
        assertThat(of("UP")).isEqualTo(2);
        assertThat(of("DATA")).isEqualTo(3);
        assertThat(segment.present(WIRE.field("MSS"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {SYN_SEGMENT, DATA_SEGMENT})
    @Tag("MUST-68")
    void writesTheSameBytesAgain(String hex) {
        ByteBuffer wanted = bytes(hex);
        parse(wanted);
        int header = WIRE.headerLength(segment);
        ByteBuffer b = ByteBuffer.allocate(header + 9);
        for (int i = 0; i < b.limit(); i++) {
            b.put(i, (byte) 0x55);
        }
        int source = WIRE.port("sourcePort", wanted, 0);
        int destination = WIRE.port("destinationPort", wanted, 0);
        assertThat(WIRE.build(b, 7, segment, source, destination)).isEqualTo(header);
        assertThat(b.slice(7, header)).isEqualTo(wanted.slice(0, header));
        assertThat(b.get(6)).isEqualTo((byte) 0x55);
        assertThat(b.get(7 + header)).isEqualTo((byte) 0x55);
    }

    /** RFC 9293, 3.1: reserved bits are ignored; whatever stands in the checksum does not matter here. */
    @Test
    void ignoresReservedBits() {
        ByteBuffer b = bytes(SYN_SEGMENT);
        b.put(12, (byte) 0x6f);
        b.putShort(16, (short) 0x1234);
        assertThat(parse(b)).isEqualTo("OK");
        assertThat(of("CTL")).isEqualTo(SYN);
    }

    @Test
    void refusesWhatIsNoHeader() {
        ByteBuffer b = bytes(SYN_SEGMENT);
        for (int length = 0; length < 20; length++) {
            assertThat(WIRE.reason(WIRE.parse(b.slice(0, length), 0, length, segment)))
                    .isEqualTo("TOO_SHORT");
        }
        for (int length = 20; length < 24; length++) {
            assertThat(WIRE.reason(WIRE.parse(b.slice(0, length), 0, length, segment)))
                    .isEqualTo("BAD_HEADER_LENGTH");
        }
        for (int words = 0; words < 16; words++) {
            b.put(12, (byte) (words << 4));
            String expected = words == 5 || words == 6 ? "OK" : "BAD_HEADER_LENGTH";
            assertThat(parse(b)).as("%s words", words).isEqualTo(expected);
        }
    }

    /** MUST-6, MUST-7: unknown options are passed over, malformed ones do no harm; the segment stands. */
    @ParameterizedTest
    @CsvSource({
        "at the start,                      020405b4, 1460",
        "behind paddings,                   01010101020405b4, 1460",
        "behind an unknown option,          fd06aabbccdd020405b40101, 1460",
        "behind an unknown empty option,    fe02020405b40000, 1460",
        "behind the largest unknown option, 1e260000000000000000000000000000000000000000000000000000000000000000000000000000, -1",
        "after the end,                     00010101020405b4, -1",
        "without a length,                  01010102, -1",
        "length 0,                          02000000020405b4, -1",
        "length 1,                          02010000020405b4, -1",
        "unknown of length 0,               fd000000020405b4, -1",
        "unknown of length 1,               fd010000020405b4, -1",
        "longer than the header,            02080000, -1",
        "just over the end,                 fd050000, -1",
        "MSS too short,                     0203050101020405b4000000, 1460",
        "MSS too long,                      020605b40000020401f40000, 500",
        "MSS of no value,                   02020101020401f4, 500",
        "twice: the last,                   020405b4020401f4, 500",
        "only paddings,                     01010101, -1",
        "only the end,                      00ffffff, -1",
    })
    @Tag("MUST-6")
    @Tag("MUST-7")
    void optionsDoNoHarm(String what, String options, long mss) {
        int length = 20 + options.length() / 2;
        assertThat(length % 4).as("the test itself: whole words").isZero();
        ByteBuffer b = ByteBuffer.allocate(length + 1);
        b.put(12, (byte) (length / 4 << 4));
        b.put(20, HexFormat.of().parseHex(options));
        assertThat(parse(b)).as(what).isEqualTo("OK");
        assertThat(segment.present(WIRE.field("MSS"))).as(what).isEqualTo(mss >= 0);
        assertThat(of("MSS")).as(what).isEqualTo(Math.max(0, mss));
        assertThat(of("DATA")).as(what).isEqualTo(1);
    }

    @Test
    void knowsItsChecksumAndItsLimits() {
        assertThat(WIRE.constant("CHECKSUM_OFFSET")).isEqualTo(16);
        assertThat(WIRE.constant("PSEUDO_HEADER")).isEqualTo(true);
        assertThat(WIRE.constant("FIXED_LENGTH")).isEqualTo(20);
        assertThat(WIRE.constant("LONGEST_HEADER")).isEqualTo(60);
        assertThat(WIRE.constant("OFFSET_WND")).isEqualTo(14);
    }

    /** As the RFC draws it. */
    @Test
    void opensWithTheDiagram() {
        String source = Fixtures.compiled("tcp").sources().get("dev/sequent/generated/tcp/SegmentWire.java");
        assertThat(source)
                .contains(" * | DATA- |       |C|E|U|A|P|R|S|F|                               |")
                .contains(" * |OFFSET | RSRVD |W|C|R|C|S|S|Y|I|              WND              |")
                .contains(" * |       |       |R|E|G|K|H|T|N|N|                               |");
    }

    /** A protocol without ports and checksum gets no methods for them. */
    @Test
    void saysNothingOfWhatTheHeaderLacks() {
        var frame = new Wire("gbn", 0);
        assertThat(frame.offers("parse")).isTrue();
        assertThat(frame.offers("sourcePort")).isFalse();
        assertThat(frame.offers("destinationPort")).isFalse();
        var b = ByteBuffer.allocate(5);
        assertThat(frame.build(b, 0, frame.message("SEQ", 0x80000001L, "CTL", 1)))
                .isEqualTo(5);
        assertThat(HexFormat.of().formatHex(b.array())).isEqualTo("8000000180");
    }
}
