package dev.sequent.packet.capture;

import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptionOctets;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.PcapngReader.Packet;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A segment of a capture, with the numbers that it had on the wire.
 *
 * @param nanos when
 * @param length octets of text
 */
record CapturedTcp(
        long nanos,
        Socket from,
        Socket to,
        int sequence,
        int acknowledgment,
        int control,
        int window,
        int urgent,
        List<TcpOption> options,
        int length) {

    /** @param address by its bits */
    record Socket(int address, int port) {}

    /** The segment in a frame; empty if there is none, or not all of it. */
    static Optional<CapturedTcp> of(Packet packet) {
        byte[] frame = packet.octets();
        return frame.length < EthernetHeader.LENGTH
                        || EthernetHeader.type(ByteBuffer.wrap(frame), 0) != EthernetHeader.TYPE_IPV4
                ? Optional.empty()
                : of(packet.nanos(), Arrays.copyOfRange(frame, EthernetHeader.LENGTH, frame.length));
    }

    /** The segment in a datagram, likewise. */
    static Optional<CapturedTcp> of(long nanos, byte[] datagram) {
        ByteBuffer b = ByteBuffer.wrap(datagram);
        if (b.limit() < Ipv4Header.MIN_LENGTH
                || Ipv4Header.protocol(b, 0) != Ipv4Header.TCP
                || Ipv4Header.isFragment(b, 0)) {
            return Optional.empty();
        }
        int at = Ipv4Header.headerLength(b, 0);
        int end = Ipv4Header.totalLength(b, 0);
        if (b.limit() < at + TcpHeader.MIN_LENGTH || b.limit() < at + TcpHeader.headerLength(b, at)) {
            return Optional.empty();
        }
        int header = TcpHeader.headerLength(b, at);
        if (header < TcpHeader.MIN_LENGTH || end < at + header) {
            return Optional.empty();
        }
        byte[] options = new byte[header - TcpHeader.MIN_LENGTH];
        b.get(at + TcpHeader.OPTIONS, options);
        return Optional.of(new CapturedTcp(
                nanos,
                new Socket(Ipv4Header.source(b, 0), TcpHeader.sourcePort(b, at)),
                new Socket(Ipv4Header.destination(b, 0), TcpHeader.destinationPort(b, at)),
                TcpHeader.sequence(b, at),
                TcpHeader.acknowledgment(b, at),
                TcpHeader.control(b, at),
                TcpHeader.window(b, at),
                TcpHeader.urgentPointer(b, at),
                TcpOptionOctets.read(options),
                end - at - header));
    }

    boolean has(int bit) {
        return (control & bit) != 0;
    }

    boolean isBetween(Socket one, Socket other) {
        return from.equals(one) && to.equals(other) || from.equals(other) && to.equals(one);
    }
}
