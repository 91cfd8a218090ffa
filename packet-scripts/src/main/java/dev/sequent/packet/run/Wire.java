package dev.sequent.packet.run;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.IcmpNames;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptionOctets;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Packets of the script as datagrams on their way to the host. */
final class Wire {
    private static final int TIME_TO_LIVE = 255;
    /** Octets of a datagram's payload that an ICMP error quotes at least (RFC 792). */
    private static final int QUOTED = 8;

    private final Settings settings;
    private int identification;

    Wire(Settings settings) {
        this.settings = settings;
    }

    /** A segment. */
    byte[] segment(Action.TcpPacket packet, Connection connection) {
        byte[] options = packet.options() instanceof TcpOptions.Listed listed
                ? TcpOptionOctets.write(
                        listed.list().stream().map(o -> live(o, connection)).toList())
                : new byte[0];
        int header = TcpHeader.MIN_LENGTH + (options.length + 3) / 4 * 4;
        int length = header + packet.length();
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH + length);
        int at = Ipv4Header.MIN_LENGTH;
        TcpHeader.put(
                b,
                at,
                connection.remotePort(),
                connection.localPort(),
                (int) packet.sequence(),
                acknowledgment(packet, connection),
                header,
                packet.control(),
                packet.window().orElse(0),
                packet.urgent().orElse(0));
        b.put(at + TcpHeader.OPTIONS, options);
        TcpHeader.putChecksum(b, at, length, connection.remote(), settings.local());
        header(b, packet.ip(), Ipv4Header.TCP, connection);
        return b.array();
    }

    /** An acknowledgment number of the script's counts from where the host's numbers begin, if it has any. */
    private static int acknowledgment(Action.TcpPacket packet, Connection connection) {
        return packet.acknowledgment().isPresent()
                ? connection.live(packet.acknowledgment().getAsLong())
                : 0;
    }

    private static TcpOption live(TcpOption option, Connection connection) {
        if (option instanceof TcpOption.Sack sack) {
            return new TcpOption.Sack(sack.blocks().stream()
                    .map(b -> new TcpOption.Sack.Block(
                            Integer.toUnsignedLong(connection.live(b.left())),
                            Integer.toUnsignedLong(connection.live(b.right()))))
                    .toList());
        }
        if (option instanceof TcpOption.Timestamps ts) {
            OptionalLong echo = ts.echoReply();
            return new TcpOption.Timestamps(
                    ts.value(),
                    echo.isEmpty()
                            ? echo
                            : OptionalLong.of(Integer.toUnsignedLong(connection.liveStamp(echo.getAsLong()))));
        }
        return option;
    }

    /** An ICMP error about a segment of the host's. */
    byte[] icmp(Action.IcmpPacket packet, Connection connection) {
        if (packet.quoted().filter(Action.Quoted.Udp.class::isInstance).isPresent()) {
            throw new UnsupportedException("an ICMP message about a UDP datagram: there is no UDP here");
        }
        Action.Quoted.TcpRange quoted = (Action.Quoted.TcpRange)
                packet.quoted().orElseGet(() -> new Action.Quoted.TcpRange(connection.lastSequence(), 0));
        int inner = Ipv4Header.MIN_LENGTH + QUOTED;
        int length = Icmpv4Header.LENGTH + inner;
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH + length);
        int at = Ipv4Header.MIN_LENGTH + Icmpv4Header.LENGTH;
        Ipv4Header.put(
                b,
                at,
                0,
                Ipv4Header.MIN_LENGTH + TcpHeader.MIN_LENGTH + quoted.length(),
                0,
                Ipv4Header.DONT_FRAGMENT,
                TIME_TO_LIVE,
                Ipv4Header.TCP,
                settings.local().bits(),
                connection.remote().bits());
        int tcp = at + Ipv4Header.MIN_LENGTH;
        b.putShort(tcp + TcpHeader.SOURCE_PORT, (short) connection.localPort());
        b.putShort(tcp + TcpHeader.DESTINATION_PORT, (short) connection.remotePort());
        b.putInt(tcp + TcpHeader.SEQUENCE, connection.live(quoted.sequence()));
        Icmpv4Header.put(
                b,
                Ipv4Header.MIN_LENGTH,
                IcmpNames.type(packet.type()),
                IcmpNames.code(packet.type(), packet.code()),
                packet.mtu().orElse(0),
                length);
        header(b, packet.ip(), Ipv4Header.ICMP, connection);
        return Arrays.copyOf(b.array(), b.capacity());
    }

    private void header(ByteBuffer b, IpInfo ip, int protocol, Connection connection) {
        int ecn = ip.ecn()
                .map(e -> e == IpInfo.Ecn.ECT01 ? IpInfo.Ecn.ECT0.bits() : e.bits())
                .orElse(0);
        Ipv4Header.put(
                b,
                0,
                ip.typeOfService().orElse(0) | ecn,
                b.capacity(),
                ++identification & 0xFFFF,
                0,
                ip.timeToLive().orElse(TIME_TO_LIVE),
                protocol,
                connection.remote().bits(),
                settings.local().bits());
    }

    /** What a host has sent, as a script would write it, without what a header has for itself. */
    static Action.TcpPacket script(LiveSegment segment, Connection connection) {
        boolean ack = segment.has(TcpHeader.ACK);
        return new Action.TcpPacket(
                Action.Direction.OUT,
                IpInfo.UNSAID,
                java.util.Optional.empty(),
                segment.control(),
                connection.isForeign(segment) ? 0 : connection.script(segment.sequence()),
                segment.length(),
                ack ? OptionalLong.of(Integer.toUnsignedLong(segment.acknowledgment())) : OptionalLong.empty(),
                java.util.OptionalInt.of(segment.window()),
                segment.has(TcpHeader.URG) ? java.util.OptionalInt.of(segment.urgent()) : java.util.OptionalInt.empty(),
                new TcpOptions.Listed(options(segment.options(), connection)));
    }

    private static List<TcpOption> options(List<TcpOption> live, Connection connection) {
        return live.stream()
                .map(o -> o instanceof TcpOption.Timestamps ts && ts.value().isPresent()
                        ? new TcpOption.Timestamps(
                                OptionalLong.of(
                                        connection.scriptStamp((int) ts.value().getAsLong())),
                                ts.echoReply())
                        : o)
                .toList();
    }
}
