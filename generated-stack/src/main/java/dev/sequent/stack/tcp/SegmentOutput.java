package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.ip.Ipv4Output;
import dev.sequent.stack.ip.SendResult;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The output path: from what a machine sends to octets, header, text and checksum, in a datagram. {@link SegmentInput}
 * is the input path.
 */
final class SegmentOutput {

    private final Ipv4Output ip;
    private final int address;
    private final Counters<TcpCounter> counters;
    private final Frame leaving = Frame.allocate();

    /** @param address our own */
    SegmentOutput(Ipv4Output ip, int address, Counters<TcpCounter> counters) {
        this.ip = ip;
        this.address = address;
        this.counters = counters;
    }

    /** Builds a segment around its text and hands it to IP. @param owner has the text; null when there can be none */
    SendResult transmit(long now, Endpoint remote, int localPort, Segment segment, @Nullable ConnectionText owner) {
        ByteBuffer buffer = leaving.buffer();
        int at = Frame.TRANSPORT;
        int header = SegmentWire.build(buffer, at, segment, localPort, remote.port());
        int n = (int) segment.DATA;
        if (n > 0) {
            if (owner == null) {
                throw new IllegalStateException("a machine in CLOSED wants to send text, and there is none");
            }
            owner.copyOut(segment.TEXT(), n, buffer, at + header);
        }
        int length = header + n;
        int sum = InternetChecksum.add(
                InternetChecksum.pseudoHeader(address, remote.address(), Ipv4Header.TCP, length),
                InternetChecksum.sum(buffer, at, length));
        buffer.putShort(at + Binding.CHECKSUM_OFFSET, (short) InternetChecksum.finish(sum));
        SendResult result = ip.send(
                now,
                leaving,
                Ipv4Header.TCP,
                remote.address(),
                length,
                (int) segment.TOS,
                (int) segment.TTL,
                segment.FRAGMENT);
        counters.increment(
                result == SendResult.SENT || result == SendResult.AWAITING_ARP
                        ? TcpCounter.SEGMENTS_SENT
                        : TcpCounter.SEGMENTS_LOST_ON_SENDING);
        return result;
    }

    /** {@code <SEQ=SND.NXT><CTL=RST>} (RFC 9293, 3.10.5), for a machine that can no longer be asked. */
    void reset(long now, Endpoint remote, int localPort, int sendNext) {
        Segment segment = new Segment();
        segment.SEQ = sendNext;
        segment.CTL = Binding.RST;
        transmit(now, remote, localPort, segment, null);
    }
}
