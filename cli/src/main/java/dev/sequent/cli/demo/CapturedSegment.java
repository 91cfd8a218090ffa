package dev.sequent.cli.demo;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.stack.device.PcapngReader.Packet;
import dev.sequent.stack.device.PcapngWriter.Direction;
import dev.sequent.stack.wire.Ipv4Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP segment out of a capture.
 *
 * @param frame its number in the capture, from 1, as Wireshark counts
 * @param fromStack whether the stack sent it, and not the other side
 * @param stackPort the port at the stack's end
 * @param remotePort the port at the other end
 */
record CapturedSegment(int frame, long nanos, boolean fromStack, int stackPort, int remotePort, Segment segment) {
    private static final int ETHERNET = 14;
    private static final int TCP = 6;

    /** All segments of a capture between two hosts, in order; other frames are passed over. */
    static List<CapturedSegment> of(List<Packet> packets, String stackAddress, String remoteAddress) {
        int stack = Ipv4Address.parse(stackAddress);
        int remote = Ipv4Address.parse(remoteAddress);
        var segments = new ArrayList<CapturedSegment>();
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            ByteBuffer b = ByteBuffer.wrap(packet.octets());
            if (b.limit() < ETHERNET + 20 || b.getShort(12) != 0x0800 || b.get(ETHERNET + 9) != TCP) {
                continue;
            }
            boolean out = packet.direction() == Direction.OUTBOUND;
            int source = b.getInt(ETHERNET + 12);
            int destination = b.getInt(ETHERNET + 16);
            if (source != (out ? stack : remote) || destination != (out ? remote : stack)) {
                continue;
            }
            int at = ETHERNET + (b.get(ETHERNET) & 0xF) * 4;
            int length = (b.getShort(ETHERNET + 2) & 0xFFFF) - (at - ETHERNET);
            var segment = new Segment();
            if (at + length > b.limit() || SegmentWire.parse(b, at, length, segment) != SegmentWire.OK) {
                continue;
            }
            int from = SegmentWire.sourcePort(b, at);
            int to = SegmentWire.destinationPort(b, at);
            segments.add(new CapturedSegment(
                    i + 1, packet.nanos(), out, out ? from : to, out ? to : from, segment));
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

    /** The sequence number after all that the segment occupies. */
    int end() {
        return segment.SEQ + (int) segment.DATA + (syn() ? 1 : 0) + (fin() ? 1 : 0);
    }

    private boolean bit(int place) {
        return (segment.CTL >> place & 1) != 0;
    }
}
