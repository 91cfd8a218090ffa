package dev.sequent.stack.ip;

import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.Frame;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;

/**
 * A host's ICMP (RFC 792, RFC 1122 3.2.2): answers echo requests, reports errors to protocols, sends errors where they
 * are due.
 */
final class Icmp {

    /** Limits on errors sent: how many a second, how many at once. */
    static final int ERRORS_PER_SECOND = 100;

    static final int ERRORS_AT_ONCE = 50;

    /** Octets of an error's datagram at most (RFC 1812, 4.3.2.3). */
    private static final int MAX_ERROR = 576;

    /** Octets of the payload of the datagram in question that an error has to quote. */
    private static final int QUOTED = 8;

    private final Ipv4Layer layer;
    private final Counters<IpCounter> counters;
    private final Frame frame;
    private final TokenBucket errors = new TokenBucket(ERRORS_PER_SECOND, ERRORS_AT_ONCE);

    Icmp(Ipv4Layer layer, Counters<IpCounter> counters) {
        this.layer = layer;
        this.counters = counters;
        this.frame = Frame.allocate();
    }

    /** Takes a message; says what became of it. */
    IpCounter receive(long now, int source, boolean broadcast, ByteBuffer buffer, int offset, int length) {
        if (length < Icmpv4Header.LENGTH) {
            return IpCounter.DROP_ICMP_TOO_SHORT;
        }
        if (!InternetChecksum.holds(InternetChecksum.sum(buffer, offset, length))) {
            return IpCounter.DROP_ICMP_CHECKSUM;
        }
        return switch (Icmpv4Header.type(buffer, offset)) {
            case Icmpv4Header.ECHO_REQUEST -> echo(now, source, broadcast, buffer, offset, length);
            case Icmpv4Header.DESTINATION_UNREACHABLE,
                    Icmpv4Header.SOURCE_QUENCH,
                    Icmpv4Header.TIME_EXCEEDED,
                    Icmpv4Header.PARAMETER_PROBLEM -> error(now, source, buffer, offset, length);
            case Icmpv4Header.ECHO_REPLY -> IpCounter.DROP_ICMP_ECHO_REPLY;
            case Icmpv4Header.REDIRECT -> IpCounter.DROP_ICMP_REDIRECT;
            default -> IpCounter.DROP_ICMP_TYPE_UNKNOWN;
        };
    }

    private IpCounter echo(long now, int source, boolean broadcast, ByteBuffer buffer, int offset, int length) {
        if (broadcast) {
            return IpCounter.DROP_ICMP_ECHO_TO_BROADCAST; // RFC 1122, 3.2.2.6 leaves it open.
        }
        if (Ipv4Header.MIN_LENGTH + length > layer.mtu()) {
            return IpCounter.DROP_ICMP_ECHO_TOO_BIG;
        }
        frame.buffer()
                .put(
                        Frame.TRANSPORT + Icmpv4Header.LENGTH,
                        buffer,
                        offset + Icmpv4Header.LENGTH,
                        length - Icmpv4Header.LENGTH);
        Icmpv4Header.put(
                frame.buffer(), Frame.TRANSPORT, Icmpv4Header.ECHO_REPLY, 0, Icmpv4Header.rest(buffer, offset), length);
        return switch (layer.output().send(now, frame, Ipv4Header.ICMP, source, length)) {
            case SENT, AWAITING_ARP -> IpCounter.ICMP_ECHO_ANSWERED;
            case LOST, TOO_BIG, NO_ROUTE -> IpCounter.DROP_ICMP_ECHO_REPLY_NOT_SENT;
        };
    }

    private IpCounter error(long now, int reporter, ByteBuffer buffer, int offset, int length) {
        int quoted = offset + Icmpv4Header.LENGTH;
        int available = length - Icmpv4Header.LENGTH;
        if (available < Ipv4Header.MIN_LENGTH
                || Ipv4Header.version(buffer, quoted) != 4
                || Ipv4Header.headerLength(buffer, quoted) < Ipv4Header.MIN_LENGTH
                || available < Ipv4Header.headerLength(buffer, quoted) + QUOTED
                || Ipv4Header.fragmentOffset(buffer, quoted) != 0
                || Ipv4Header.source(buffer, quoted) != layer.address().bits()) {
            return IpCounter.DROP_ICMP_ERROR_INVALID;
        }
        IpProtocol protocol = layer.protocol(Ipv4Header.protocol(buffer, quoted));
        if (protocol == null) {
            return IpCounter.DROP_ICMP_ERROR_PROTOCOL_UNKNOWN;
        }
        int type = Icmpv4Header.type(buffer, offset);
        int code = Icmpv4Header.code(buffer, offset);
        boolean tooBig = type == Icmpv4Header.DESTINATION_UNREACHABLE && code == Icmpv4Header.FRAGMENTATION_NEEDED;
        protocol.icmpError(
                now,
                new IcmpError(
                        type,
                        code,
                        tooBig ? Icmpv4Header.nextHopMtu(buffer, offset) : 0,
                        new Ipv4Address(reporter),
                        layer.address(),
                        new Ipv4Address(Ipv4Header.destination(buffer, quoted)),
                        buffer.getLong(quoted + Ipv4Header.headerLength(buffer, quoted))));
        return IpCounter.ICMP_ERROR_DELIVERED;
    }

    /** Tells the protocol of a datagram that we built in a frame that its next hop does not answer. */
    void hostUnreachable(long now, Frame undelivered) {
        ByteBuffer buffer = undelivered.buffer();
        IpProtocol protocol = layer.protocol(Ipv4Header.protocol(buffer, Frame.NETWORK));
        int payload = Ipv4Header.totalLength(buffer, Frame.NETWORK) - Ipv4Header.MIN_LENGTH;
        if (protocol != null && payload >= QUOTED) {
            protocol.icmpError(
                    now,
                    new IcmpError(
                            Icmpv4Header.DESTINATION_UNREACHABLE,
                            Icmpv4Header.HOST_UNREACHABLE,
                            0,
                            layer.address(),
                            layer.address(),
                            new Ipv4Address(Ipv4Header.destination(buffer, Frame.NETWORK)),
                            buffer.getLong(Frame.TRANSPORT)));
        }
    }

    /**
     * Sends an error about a received datagram, unless RFC 1122, 3.2.2 or the rate forbids it.
     *
     * @param rest the second word of the ICMP header
     * @param offset of the datagram's header, which has been found valid
     * @param broadcast whether it came to all stations or all hosts
     */
    void sendError(long now, int type, int code, int rest, ByteBuffer buffer, int offset, boolean broadcast) {
        if (!mayReport(buffer, offset, broadcast)) {
            counters.increment(IpCounter.ICMP_ERRORS_WITHHELD_BY_RULE);
            return;
        }
        if (!errors.take(now)) {
            counters.increment(IpCounter.ICMP_ERRORS_WITHHELD_BY_RATE);
            return;
        }
        int quoted = Math.min(
                Ipv4Header.totalLength(buffer, offset),
                Math.min(MAX_ERROR, layer.mtu()) - Ipv4Header.MIN_LENGTH - Icmpv4Header.LENGTH);
        int length = Icmpv4Header.LENGTH + quoted;
        frame.buffer().put(Frame.TRANSPORT + Icmpv4Header.LENGTH, buffer, offset, quoted);
        Icmpv4Header.put(frame.buffer(), Frame.TRANSPORT, type, code, rest, length);
        SendResult result = layer.output().send(now, frame, Ipv4Header.ICMP, Ipv4Header.source(buffer, offset), length);
        if (result == SendResult.SENT || result == SendResult.AWAITING_ARP) {
            counters.increment(IpCounter.ICMP_ERRORS_SENT);
        }
    }

    private static boolean mayReport(ByteBuffer buffer, int offset, boolean broadcast) {
        int destination = Ipv4Header.destination(buffer, offset);
        if (broadcast || Ipv4Address.isMulticast(destination) || Ipv4Header.fragmentOffset(buffer, offset) != 0) {
            return false;
        }
        int header = Ipv4Header.headerLength(buffer, offset);
        return Ipv4Header.protocol(buffer, offset) != Ipv4Header.ICMP
                || Ipv4Header.totalLength(buffer, offset) > header
                        && !Icmpv4Header.isError(Icmpv4Header.type(buffer, offset + header));
    }
}
