package dev.sequent.stack.replay;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.runtime.Fault;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.ip.Ipv4Output;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts segments between fields and frames. */
final class Segments {

    private static final List<String> FIELDS = Arrays.asList(Segment.FIELDS);

    /** What invented segments carry. */
    private static final byte FILLING = 'x';

    private Segments() {}

    /** The direction of a frame. */
    record Way(Endpoint from, long fromMac, Endpoint to, long toMac) {}

    /** The network of replays is of IPv4. */
    static Ipv4Address address(Endpoint endpoint) {
        return switch (endpoint.address()) {
            case Ipv4Address four -> four;
        };
    }

    /**
     * Builds a frame.
     *
     * @param fields those not named are zero or absent
     * @throws IllegalArgumentException if there is no field of a name, or a value does not fit
     */
    static byte[] build(Map<String, Long> fields, Way way) {
        Segment segment = new Segment();
        fields.forEach((name, value) -> {
            int field = FIELDS.indexOf(name);
            if (field < 0) {
                throw new IllegalArgumentException(
                        "a segment has no field " + name + "; it has " + String.join(", ", FIELDS));
            }
            try {
                segment.set(field, value);
            } catch (Fault e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        });
        Frame frame = Frame.allocate();
        ByteBuffer b = frame.buffer();
        int at = Frame.TRANSPORT;
        int header =
                SegmentWire.build(b, at, segment, way.from().port(), way.to().port());
        for (int i = 0; i < segment.DATA; i++) {
            b.put(at + header + i, FILLING);
        }
        int length = header + (int) segment.DATA;
        b.putShort(at + SegmentWire.CHECKSUM_OFFSET, (short) InternetChecksum.finish(
                sum(b, length, address(way.from()).bits(), address(way.to()).bits())));
        Ipv4Header.put(
                b,
                Frame.NETWORK,
                (int) segment.TOS,
                Ipv4Header.MIN_LENGTH + length,
                0,
                segment.FRAGMENT ? 0 : Ipv4Header.DONT_FRAGMENT,
                segment.TTL == 0 ? Ipv4Output.DEFAULT_TTL : (int) segment.TTL,
                Ipv4Header.TCP,
                address(way.from()).bits(),
                address(way.to()).bits());
        EthernetHeader.put(b, Frame.START, way.toMac(), way.fromMac(), EthernetHeader.TYPE_IPV4);
        byte[] octets = new byte[EthernetHeader.LENGTH + Ipv4Header.MIN_LENGTH + length];
        b.get(Frame.START, octets);
        return octets;
    }

    private static int sum(ByteBuffer b, int length, int source, int destination) {
        return InternetChecksum.add(
                Ipv4Address.pseudoHeader(source, destination, Ipv4Header.TCP, length),
                InternetChecksum.sum(b, Frame.TRANSPORT, length));
    }

    /**
     * The fields of the segment in a frame. @throws IllegalStateException if it is malformed, or its checksum does not
     * hold
     */
    static Map<String, Long> read(Frame frame) {
        ByteBuffer b = frame.buffer();
        int length = Ipv4Header.totalLength(b, Frame.NETWORK) - Ipv4Header.MIN_LENGTH;
        Segment segment = new Segment();
        int parsed = SegmentWire.parse(b, Frame.TRANSPORT, length, segment);
        if (parsed != SegmentWire.OK) {
            throw new IllegalStateException("the stack sent a malformed segment: " + SegmentWire.REASONS[parsed]);
        }
        if (!InternetChecksum.holds(
                sum(b, length, Ipv4Header.source(b, Frame.NETWORK), Ipv4Header.destination(b, Frame.NETWORK)))) {
            throw new IllegalStateException("the stack sent a segment with a wrong checksum");
        }
        // What the machine told IP, as far as the datagram shows it: a TTL of 0 became the default.
        int ttl = Ipv4Header.timeToLive(b, Frame.NETWORK);
        segment.FRAGMENT = !Ipv4Header.dontFragment(b, Frame.NETWORK);
        segment.TOS = Ipv4Header.typeOfService(b, Frame.NETWORK);
        segment.TTL = ttl == Ipv4Output.DEFAULT_TTL ? 0 : ttl;
        Map<String, Long> fields = new LinkedHashMap<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            if (segment.present(i)) {
                fields.put(FIELDS.get(i), segment.get(i));
            }
        }
        return fields;
    }

    /**
     * Returns a frame to its sender as if from its destination. The sums of addresses, and so the checksums, stay the
     * same.
     */
    static byte[] reflected(byte[] frame) {
        byte[] back = frame.clone();
        swap(
                back,
                EthernetHeader.DESTINATION,
                EthernetHeader.SOURCE,
                EthernetHeader.SOURCE - EthernetHeader.DESTINATION);
        swap(
                back,
                EthernetHeader.LENGTH + Ipv4Header.SOURCE,
                EthernetHeader.LENGTH + Ipv4Header.DESTINATION,
                Integer.BYTES);
        return back;
    }

    private static void swap(byte[] octets, int a, int b, int length) {
        for (int i = 0; i < length; i++) {
            byte first = octets[a + i];
            octets[a + i] = octets[b + i];
            octets[b + i] = first;
        }
    }
}
