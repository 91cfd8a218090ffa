package dev.sequent.cli.demo;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.PcapngReader.Packet;
import dev.sequent.wire.PcapngWriter.Direction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP segment from a capture.
 *
 * @param frame its number in the capture, from 1, as Wireshark counts
 * @param fromStack whether the stack sent it, and not the other side
 * @param stackPort the port at the stack's end
 * @param remotePort the port at the other end
 */
record CapturedSegment(int frame, long nanos, boolean fromStack, int stackPort, int remotePort, Segment segment) {
    /** Where the IPv4 header begins. */
    private static final int NETWORK = EthernetHeader.LENGTH;

    /** All segments of a capture between two hosts, in order; other frames are skipped. */
    static List<CapturedSegment> of(List<Packet> packets, String stackAddress, String remoteAddress) {
        int stack = Ipv4Address.parse(stackAddress).bits();
        int remote = Ipv4Address.parse(remoteAddress).bits();
        var segments = new ArrayList<CapturedSegment>();
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            ByteBuffer b = ByteBuffer.wrap(packet.octets());
            if (b.limit() < NETWORK + Ipv4Header.MIN_LENGTH
                    || EthernetHeader.type(b, 0) != EthernetHeader.TYPE_IPV4
                    || Ipv4Header.protocol(b, NETWORK) != Ipv4Header.TCP) {
                continue;
            }
            boolean out = packet.direction() == Direction.OUTBOUND;
            int source = Ipv4Header.source(b, NETWORK);
            int destination = Ipv4Header.destination(b, NETWORK);
            if (source != (out ? stack : remote) || destination != (out ? remote : stack)) {
                continue;
            }
            int at = NETWORK + Ipv4Header.headerLength(b, NETWORK);
            int length = Ipv4Header.totalLength(b, NETWORK) - (at - NETWORK);
            var segment = new Segment();
            if (at + length > b.limit() || SegmentWire.parse(b, at, length, segment) != SegmentWire.OK) {
                continue;
            }
            int from = SegmentWire.sourcePort(b, at);
            int to = SegmentWire.destinationPort(b, at);
            segments.add(new CapturedSegment(i + 1, packet.nanos(), out, out ? from : to, out ? to : from, segment));
        }
        return segments;
    }

    boolean syn() {
        return bit(1);
    }

    boolean fin() {
        return bit(0);
    }

    boolean rst() {
        return bit(2);
    }

    boolean ack() {
        return bit(4);
    }

    long octets() {
        return segment.DATA;
    }

    /** The sequence number after everything that the segment occupies. */
    int end() {
        return segment.SEQ + (int) segment.DATA + (syn() ? 1 : 0) + (fin() ? 1 : 0);
    }

    private boolean bit(int place) {
        return (segment.CTL >> place & 1) != 0;
    }
}
