package dev.sequent.packet.capture;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Action.Direction;
import dev.sequent.packet.script.IcmpNames;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Makes packets of a script of datagrams as one host of a connection saw them. What it received is what the script
 * sends, what it sent is what the script expects.
 *
 * @param ours from where the script counts the host's sequence numbers
 * @param theirs the same for those of the other host; 0: as they were
 * @param windows whether the script looks at the windows that the host offers
 */
public record SegmentNumbers(int ours, int theirs, boolean windows) {
    private static final long MASK = 0xFFFF_FFFFL;
    private static final int QUOTED = 8;

    /**
     * A datagram as a packet of the script; empty for what the language cannot say.
     *
     * @param datagram from its IP header on
     */
    public Optional<Action> packet(Direction direction, byte[] datagram) {
        return CapturedTcp.of(0, datagram)
                .<Action>map(segment -> packet(direction, segment))
                .or(() -> direction == Direction.IN ? icmp(datagram) : Optional.empty());
    }

    Action.TcpPacket packet(Direction direction, CapturedTcp segment) {
        int own = direction == Direction.OUT ? ours : theirs;
        int other = direction == Direction.OUT ? theirs : ours;
        boolean ack = segment.has(TcpHeader.ACK);
        boolean looked = direction == Direction.IN || windows && !segment.has(TcpHeader.RST);
        return new Action.TcpPacket(
                direction,
                IpInfo.UNSAID,
                Optional.empty(),
                segment.control() & 0x1FF,
                relative(segment.sequence(), own),
                segment.length(),
                ack ? OptionalLong.of(relative(segment.acknowledgment(), other)) : OptionalLong.empty(),
                looked ? OptionalInt.of(segment.window()) : OptionalInt.empty(),
                segment.has(TcpHeader.URG) ? OptionalInt.of(segment.urgent()) : OptionalInt.empty(),
                new TcpOptions.Listed(options(segment.options(), other)));
    }

    static long relative(int number, int initial) {
        return number - initial & MASK;
    }

    /** Blocks of SACK are numbers of the other side. */
    private static List<TcpOption> options(List<TcpOption> options, int other) {
        List<TcpOption> shifted = new ArrayList<>();
        for (TcpOption option : options) {
            shifted.add(
                    option instanceof TcpOption.Sack sack
                            ? new TcpOption.Sack(sack.blocks().stream()
                                    .map(b -> new TcpOption.Sack.Block(
                                            relative((int) b.left(), other), relative((int) b.right(), other)))
                                    .toList())
                            : option);
        }
        return shifted;
    }

    /** An error about a segment of the host's. */
    private Optional<Action> icmp(byte[] datagram) {
        ByteBuffer b = ByteBuffer.wrap(datagram);
        int at = Ipv4Header.MIN_LENGTH;
        int inner = at + Icmpv4Header.LENGTH;
        if (b.limit() < inner + Ipv4Header.MIN_LENGTH + QUOTED || Ipv4Header.protocol(b, 0) != Ipv4Header.ICMP) {
            return Optional.empty();
        }
        int code = Icmpv4Header.code(b, at);
        boolean tooLong = Icmpv4Header.type(b, at) == Icmpv4Header.DESTINATION_UNREACHABLE
                && code == Icmpv4Header.FRAGMENTATION_NEEDED;
        int sequence = b.getInt(inner + Ipv4Header.MIN_LENGTH + TcpHeader.SEQUENCE);
        int length = Math.max(0, Ipv4Header.totalLength(b, inner) - Ipv4Header.MIN_LENGTH - TcpHeader.MIN_LENGTH);
        return IcmpNames.types().stream()
                .filter(name -> IcmpNames.type(name) == Icmpv4Header.type(b, at))
                .filter(name -> code < Math.max(1, IcmpNames.codes(name).size()))
                .findFirst()
                .map(name -> new Action.IcmpPacket(
                        Direction.IN,
                        IpInfo.UNSAID,
                        Optional.empty(),
                        name,
                        IcmpNames.codes(name).isEmpty()
                                ? ""
                                : IcmpNames.codes(name).get(code),
                        tooLong ? OptionalInt.of(Icmpv4Header.nextHopMtu(b, at)) : OptionalInt.empty(),
                        Optional.of(new Action.Quoted.TcpRange(relative(sequence, ours), length))));
    }
}
