package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.ip.IpLayer;
import dev.sequent.stack.ip.IpProtocol;
import dev.sequent.stack.ip.SendResult;
import dev.sequent.wire.InternetChecksum;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The output path: from what a machine sends to octets, header, text and checksum, in a datagram. {@link SegmentInput}
 * is the input path.
 */
final class SegmentOutput {

    private final IpLayer ip;
    private final Counters<TcpCounter> counters;
    private final Frame leaving = Frame.allocate();

    SegmentOutput(IpLayer ip, Counters<TcpCounter> counters) {
        this.ip = ip;
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
            owner.copyOut(segment.dataSequence(), n, buffer, at + header);
        }
        int length = header + n;
        int sum = InternetChecksum.add(
                ip.address().pseudoHeader(remote.address(), IpProtocol.TCP, length),
                InternetChecksum.sum(buffer, at, length));
        buffer.putShort(at + Binding.CHECKSUM_OFFSET, (short) InternetChecksum.finish(sum));
        SendResult result = ip.send(
                now,
                leaving,
                IpProtocol.TCP,
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
