package dev.sequent.suite.stacks;

import dev.sequent.stack.sim.RawHost;
import dev.sequent.suite.property.Violation;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Segments from and to a station without a stack, with the headers of {@link TcpHeader}, not those of the stack. */
final class RemoteWire {

    /** A segment. @param octets of its text */
    record Segment(
            int sourcePort,
            int destinationPort,
            int sequence,
            int acknowledgment,
            int control,
            int window,
            int urgent,
            byte[] octets) {

        boolean has(int bit) {
            return (control & bit) != 0;
        }
    }

    private final RawHost host;
    private final Ipv4Address ours;
    private final Ipv4Address theirs;
    private Optional<Recorder> recorder = Optional.empty();
    private int recordedPort;
    private int heard;

    RemoteWire(RawHost host, Ipv4Address ours, Ipv4Address theirs) {
        this.host = host;
        this.ours = ours;
        this.theirs = theirs;
    }

    /** From now on tells of what passes from and to that port of ours. */
    void record(Recorder into, int port) {
        recorder = Optional.of(into);
        recordedPort = port;
    }

    /** @param mss to be asked for, 0: no such option */
    void send(Segment s, int mss) {
        int header = TcpHeader.MIN_LENGTH + (mss == 0 ? 0 : 4);
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH + header + s.octets.length);
        int at = Ipv4Header.MIN_LENGTH;
        TcpHeader.put(
                b,
                at,
                s.sourcePort,
                s.destinationPort,
                s.sequence,
                s.acknowledgment,
                header,
                s.control,
                s.window,
                s.urgent);
        if (mss != 0) {
            b.put(at + TcpHeader.OPTIONS, (byte) TcpHeader.MAXIMUM_SEGMENT_SIZE);
            b.put(at + TcpHeader.OPTIONS + 1, (byte) 4);
            b.putShort(at + TcpHeader.OPTIONS + 2, (short) mss);
        }
        b.put(at + header, s.octets);
        TcpHeader.putChecksum(b, at, header + s.octets.length, ours, theirs);
        datagram(b, Ipv4Header.TCP, s.sourcePort);
    }

    /** An ICMP error about a segment of theirs. @param quoted that segment */
    void report(int type, int code, int mtu, Segment quoted) {
        int inner = Ipv4Header.MIN_LENGTH + Icmpv4Header.LENGTH;
        ByteBuffer b = ByteBuffer.allocate(inner + Ipv4Header.MIN_LENGTH + 8);
        int total = Ipv4Header.MIN_LENGTH + TcpHeader.MIN_LENGTH;
        Ipv4Header.put(b, inner, 0, total, 0, Ipv4Header.DONT_FRAGMENT, 63, Ipv4Header.TCP, theirs.bits(), ours.bits());
        b.putShort(inner + Ipv4Header.MIN_LENGTH, (short) quoted.sourcePort);
        b.putShort(inner + Ipv4Header.MIN_LENGTH + 2, (short) quoted.destinationPort);
        b.putInt(inner + Ipv4Header.MIN_LENGTH + 4, quoted.sequence);
        Icmpv4Header.put(b, Ipv4Header.MIN_LENGTH, type, code, mtu, b.limit() - Ipv4Header.MIN_LENGTH);
        datagram(b, Ipv4Header.ICMP, quoted.destinationPort);
    }

    /** @param port of ours that it is about */
    private void datagram(ByteBuffer b, int protocol, int port) {
        Ipv4Header.put(b, 0, 0, b.limit(), 0, Ipv4Header.DONT_FRAGMENT, 64, protocol, ours.bits(), theirs.bits());
        if (port == recordedPort) {
            recorder.ifPresent(r -> r.arrived(0, b.array()));
        }
        host.send(b.array());
    }

    /** What has come since the last time. @throws Violation for what is no segment */
    List<Segment> take() {
        List<Segment> all = new ArrayList<>();
        RawHost.Received next;
        while ((next = host.poll()) != null) {
            byte[] datagram = next.datagram();
            ByteBuffer b = ByteBuffer.wrap(datagram);
            if (Ipv4Header.protocol(b, 0) != Ipv4Header.TCP) {
                continue;
            }
            heard++;
            RemoteWire.Segment segment = segment(b);
            if (segment.destinationPort == recordedPort) {
                long at = next.at();
                recorder.ifPresent(r -> r.sent(0, at, datagram));
            }
            all.add(segment);
        }
        return all;
    }

    /** Whether something has come since the last time. */
    boolean waiting() {
        return host.peek() != null;
    }

    /** Segments that have come in all. */
    int heard() {
        return heard;
    }

    private Segment segment(ByteBuffer b) {
        int at = Ipv4Header.headerLength(b, 0);
        int length = b.limit() - at;
        if (length < TcpHeader.MIN_LENGTH || TcpHeader.headerLength(b, at) > length) {
            throw new Violation("the stack sent a segment that ends within its header");
        }
        if (!TcpHeader.checksumHolds(b, at, length, theirs, ours)) {
            throw new Violation("the stack sent a segment with a wrong checksum");
        }
        int control = TcpHeader.control(b, at);
        if (control >>> 8 != 0) {
            throw new Violation("the stack sent a segment with reserved bits set (RFC 9293, 3.1)");
        }
        return new Segment(
                TcpHeader.sourcePort(b, at),
                TcpHeader.destinationPort(b, at),
                TcpHeader.sequence(b, at),
                TcpHeader.acknowledgment(b, at),
                control,
                TcpHeader.window(b, at),
                TcpHeader.urgentPointer(b, at),
                Arrays.copyOfRange(b.array(), at + TcpHeader.headerLength(b, at), b.limit()));
    }
}
