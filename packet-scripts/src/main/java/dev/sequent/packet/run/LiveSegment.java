package dev.sequent.packet.run;

import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptionOctets;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A segment as the host under test has sent it, with its own numbers.
 *
 * @param at when, in nanoseconds of the clock
 * @param length octets of text
 * @param why what made the host send it
 * @param damage what is wrong with its headers, checksums for instance; empty if nothing is
 */
public record LiveSegment(
        long at,
        Ipv4Address from,
        Ipv4Address to,
        int fromPort,
        int toPort,
        int sequence,
        int acknowledgment,
        int control,
        int window,
        int urgent,
        List<TcpOption> options,
        int length,
        int typeOfService,
        int timeToLive,
        Optional<String> why,
        String damage) {

    /** The segment in a datagram; empty if there is none. */
    public static Optional<LiveSegment> of(Subject.Sent sent) {
        ByteBuffer b = ByteBuffer.wrap(sent.octets());
        if (b.limit() < Ipv4Header.MIN_LENGTH || Ipv4Header.protocol(b, 0) != Ipv4Header.TCP) {
            return Optional.empty();
        }
        int at = Ipv4Header.headerLength(b, 0);
        int total = b.limit() - at;
        if (total < TcpHeader.MIN_LENGTH) {
            return Optional.empty();
        }
        var from = new Ipv4Address(Ipv4Header.source(b, 0));
        var to = new Ipv4Address(Ipv4Header.destination(b, 0));
        int header = Math.clamp(TcpHeader.headerLength(b, at), TcpHeader.MIN_LENGTH, total);
        byte[] options = new byte[header - TcpHeader.MIN_LENGTH];
        b.get(at + TcpHeader.OPTIONS, options);
        String damage = !Ipv4Header.checksumHolds(b, 0)
                ? "the checksum of the IP header is wrong"
                : !TcpHeader.checksumHolds(b, at, total, from, to) ? "the TCP checksum is wrong" : "";
        return Optional.of(new LiveSegment(
                sent.at(),
                from,
                to,
                TcpHeader.sourcePort(b, at),
                TcpHeader.destinationPort(b, at),
                TcpHeader.sequence(b, at),
                TcpHeader.acknowledgment(b, at),
                TcpHeader.control(b, at),
                TcpHeader.window(b, at),
                TcpHeader.urgentPointer(b, at),
                TcpOptionOctets.read(options),
                total - header,
                Ipv4Header.typeOfService(b, 0),
                Ipv4Header.timeToLive(b, 0),
                sent.why(),
                damage));
    }

    public boolean has(int bit) {
        return (control & bit) != 0;
    }
}
