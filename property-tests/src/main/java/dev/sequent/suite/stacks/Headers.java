package dev.sequent.suite.stacks;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.Sequences;
import dev.sequent.suite.property.Violation;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** The header as the generator writes and reads it, and as {@link TcpHeader} does: two programs, one RFC. */
final class Headers implements Property<Headers.Header> {

    /**
     * A header.
     *
     * @param options octets, of which as many are taken as fill words
     */
    record Header(
            int source,
            int destination,
            int sequence,
            int acknowledgment,
            int control,
            int window,
            int urgent,
            List<Integer> options,
            int text) {}

    private static final int AT = 6;

    @Override
    public String name() {
        return "headers";
    }

    @Override
    public String sentence() {
        return "The generated codec reads what a header says and writes what it read, field by field, whatever stands in its options.";
    }

    @Override
    public String reference() {
        return "RFC 9293, 3.1, 3.2, MUST-4 to MUST-7, MUST-64";
    }

    @Override
    public int tries() {
        return 20_000;
    }

    @Override
    public Arbitrary<Header> values() {
        Arbitrary<Integer> shorts = Arbitraries.integers().between(0, 65_535);
        Arbitrary<Integer> octets = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(0, 1, 2, 4, 3, 8)),
                Tuple.of(1, Arbitraries.integers().between(0, 255)));
        return Combinators.combine(
                        shorts,
                        shorts,
                        Arbitraries.integers(),
                        Arbitraries.integers(),
                        Arbitraries.integers().between(0, 255),
                        shorts,
                        shorts,
                        Sequences.of(octets, TcpHeader.MAX_LENGTH - TcpHeader.MIN_LENGTH))
                .flatAs((source, destination, sequence, acknowledgment, control, window, urgent, options) ->
                        Arbitraries.of(0, 1, 1_460)
                                .map(text -> new Header(
                                        source,
                                        destination,
                                        sequence,
                                        acknowledgment,
                                        control,
                                        window,
                                        urgent,
                                        options,
                                        text)));
    }

    @Override
    public void check(Header h, Observer observer) {
        int words = h.options.size() / 4;
        int length = TcpHeader.MIN_LENGTH + 4 * words;
        ByteBuffer b = ByteBuffer.allocate(AT + length + h.text);
        TcpHeader.put(
                b, AT, h.source, h.destination, h.sequence, h.acknowledgment, length, h.control, h.window, h.urgent);
        for (int i = 0; i < 4 * words; i++) {
            b.put(AT + TcpHeader.OPTIONS + i, (byte) (int) h.options.get(i));
        }
        observer.number("octets of options", 4L * words);
        var segment = new Segment();
        expect("parse", SegmentWire.OK, SegmentWire.parse(b, AT, length + h.text, segment));
        same(h, segment, SegmentWire.sourcePort(b, AT), SegmentWire.destinationPort(b, AT));
        int mss = mss(h.options.subList(0, 4 * words));
        observer.note("MSS", mss < 0 ? "none" : "some");
        expect("an MSS", mss < 0 ? 0 : 1, segment.has_MSS ? 1 : 0);
        expect("MSS", Math.max(mss, 0), segment.has_MSS ? segment.MSS : 0);
        back(h, segment);
        expect("one octet short", SegmentWire.BAD_HEADER_LENGTH, shortened(b, length));
    }

    private static int shortened(ByteBuffer b, int length) {
        return length == TcpHeader.MIN_LENGTH
                ? SegmentWire.BAD_HEADER_LENGTH
                : SegmentWire.parse(b, AT, length - 1, new Segment());
    }

    private static void same(Header h, Segment s, int source, int destination) {
        expect("source port", h.source, source);
        expect("destination port", h.destination, destination);
        expect("SEQ", h.sequence, s.SEQ);
        expect("ACK", h.acknowledgment, s.ACK);
        expect("CTL", h.control, s.CTL);
        expect("WND", h.window, s.WND);
        expect("UP", h.urgent, s.UP);
        expect("DATA", h.text, s.DATA);
    }

    /** Written again by the generated codec, and read by hand. */
    private static void back(Header h, Segment segment) {
        ByteBuffer b = ByteBuffer.allocate(AT + TcpHeader.MAX_LENGTH);
        int length = SegmentWire.build(b, AT, segment, h.source, h.destination);
        expect("header length", length, TcpHeader.headerLength(b, AT));
        expect("source port, written", h.source, TcpHeader.sourcePort(b, AT));
        expect("destination port, written", h.destination, TcpHeader.destinationPort(b, AT));
        expect("SEQ, written", h.sequence, TcpHeader.sequence(b, AT));
        expect("ACK, written", h.acknowledgment, TcpHeader.acknowledgment(b, AT));
        expect("CTL, written, with the reserved bits", h.control, TcpHeader.control(b, AT));
        expect("WND, written", h.window, TcpHeader.window(b, AT));
        expect("UP, written", h.urgent, TcpHeader.urgentPointer(b, AT));
        expect("header length, with an MSS and without", segment.has_MSS ? 24 : 20, length);
        if (segment.has_MSS) {
            expect("MSS, written", (2 << 24) + (4 << 16) + segment.MSS, b.getInt(AT + TcpHeader.OPTIONS));
        }
    }

    /** The last MSS option of the list (RFC 9293, 3.2), or -1: what is malformed ends the list. */
    private static int mss(List<Integer> options) {
        int mss = -1;
        int at = 0;
        while (at < options.size() && options.get(at) != TcpHeader.END_OF_OPTIONS) {
            if (options.get(at) == TcpHeader.NO_OPERATION) {
                at++;
                continue;
            }
            int length = at + 1 < options.size() ? options.get(at + 1) : 0;
            if (length < 2 || at + length > options.size()) {
                return mss;
            }
            if (options.get(at) == TcpHeader.MAXIMUM_SEGMENT_SIZE && length == 4) {
                mss = options.get(at + 2) << 8 | options.get(at + 3);
            }
            at += length;
        }
        return mss;
    }

    private static void expect(String what, long expected, long actual) {
        if (expected != actual) {
            throw new Violation(what + ": " + expected + " was expected, and it is " + actual);
        }
    }
}
