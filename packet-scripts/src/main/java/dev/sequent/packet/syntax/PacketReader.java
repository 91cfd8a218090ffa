package dev.sequent.packet.syntax;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Action.Direction;
import dev.sequent.packet.script.Action.Quoted;
import dev.sequent.packet.script.ControlBits;
import dev.sequent.packet.script.IcmpNames;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.Ports;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.TcpHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Reads packets. */
final class PacketReader {
    private static final long MAX_SEQUENCE = 0xFFFF_FFFFL;
    private static final int MAX_LENGTH = 65_495;

    private final List<Problem> problems;
    private final int before;

    PacketReader(List<Problem> problems) {
        this.problems = problems;
        this.before = problems.size();
    }

    /** The packet; empty if something is wrong with it, which then is among the problems. */
    Optional<Action.Packet> read(PacketScriptParser.PacketContext tree) {
        Direction direction = tree.direction.getText().equals("<") ? Direction.IN : Direction.OUT;
        IpInfo ip = IpInfo.UNSAID;
        Optional<Quoted> quoted = Optional.empty();
        for (PacketScriptParser.BracketContext bracket : tree.bracket()) {
            for (PacketScriptParser.BracketItemContext item : bracket.bracketItem()) {
                if (item.range() != null || item.UDP() != null) {
                    if (tree.icmp() == null) {
                        problems.add(PacketMessages.quoteOutsideIcmp(item.getStart()));
                    }
                    quoted = quoted(item);
                } else {
                    ip = with(ip, item);
                }
            }
        }
        Optional<Ports> ports = Optional.ofNullable(tree.ports()).flatMap(this::ports);
        Action.Packet packet;
        if (tree.tcp() != null) {
            packet = tcp(direction, ip, ports, tree.tcp());
        } else if (tree.icmp() != null) {
            packet = icmp(direction, ip, ports, quoted, tree.icmp());
        } else {
            packet =
                    new Action.UdpPacket(direction, ip, ports, length(tree.udp().INTEGER()));
        }
        return problems.size() > before ? Optional.empty() : Optional.of(packet);
    }

    // ---------------------------------------------------------------- below TCP

    private IpInfo with(IpInfo ip, PacketScriptParser.BracketItemContext item) {
        String name = item.WORD().getText();
        Token number = item.INTEGER() != null
                ? item.INTEGER().getSymbol()
                : item.HEX() != null ? item.HEX().getSymbol() : null;
        Optional<IpInfo.Ecn> ecn = Arrays.stream(IpInfo.Ecn.values())
                .filter(e -> e.spelling().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (ecn.isPresent()) {
            return new IpInfo(ecn, ip.typeOfService(), ip.timeToLive());
        }
        if (number == null || !name.equals("tos") && !name.equals("ttl")) {
            problems.add(Messages.unknown(
                    "PKT411",
                    item.getStart(),
                    "word",
                    "'" + item.getText() + "' about the IP header",
                    List.of(),
                    "there are noecn, ect0, ect1, ect01, ce, tos 0x10, ttl 64"));
            return ip;
        }
        OptionalInt octet = OptionalInt.of((int) number(number, name, 0, 255));
        return name.equals("tos")
                ? new IpInfo(ip.ecn(), octet, ip.timeToLive())
                : new IpInfo(ip.ecn(), ip.typeOfService(), octet);
    }

    private Optional<Ports> ports(PacketScriptParser.PortsContext tree) {
        Ports.End source = end(tree.source);
        Ports.End destination = end(tree.destination);
        return Optional.of(new Ports(source, destination));
    }

    private Ports.End end(PacketScriptParser.EndpointContext tree) {
        int port = (int) number(tree.INTEGER().getSymbol(), "a port", 0, 65_535);
        if (tree.IPV4() == null) {
            return new Ports.End(Optional.empty(), port);
        }
        try {
            return new Ports.End(Optional.of(Ipv4Address.parse(tree.IPV4().getText())), port);
        } catch (IllegalArgumentException e) {
            problems.add(Messages.at("PKT412", tree.IPV4().getSymbol(), String.valueOf(e.getMessage())));
            return new Ports.End(Optional.empty(), port);
        }
    }

    // ---------------------------------------------------------------- TCP

    private Action.TcpPacket tcp(
            Direction direction, IpInfo ip, Optional<Ports> ports, PacketScriptParser.TcpContext tree) {
        int control = control(tree.flags());
        long sequence = sequence(tree.range().first);
        int length = range(tree.range());
        OptionalLong ack = tree.ack == null ? OptionalLong.empty() : OptionalLong.of(sequence(tree.ack));
        OptionalInt window = optional(tree.window, "a window");
        OptionalInt urgent = optional(tree.urgent, "an urgent pointer");
        TcpOptions options =
                tree.tcpOptions() == null ? TcpOptions.NONE : new TcpOptionReader(problems).read(tree.tcpOptions());
        Token flags = tree.flags().getStart();
        if (direction == Direction.IN && window.isEmpty()) {
            problems.add(PacketMessages.windowMissing(flags));
        }
        if (direction == Direction.IN && options instanceof TcpOptions.Unchecked) {
            problems.add(PacketMessages.optionsMissing(tree.tcpOptions().getStart()));
        }
        if ((control & TcpHeader.ACK) != 0 && ack.isEmpty()) {
            problems.add(PacketMessages.acknowledgmentMissing(flags));
        }
        if (direction == Direction.IN && (control & TcpHeader.URG) != 0 && urgent.isEmpty()) {
            problems.add(PacketMessages.urgentPointerMissing(flags));
        }
        return new Action.TcpPacket(direction, ip, ports, control, sequence, length, ack, window, urgent, options);
    }

    private int control(PacketScriptParser.FlagsContext tree) {
        int control = 0;
        for (ParseTree child : tree.children) {
            Token token = ((TerminalNode) child).getSymbol();
            String text = token.getText();
            for (int i = 0; i < text.length() && !text.equals("-"); i++) {
                OptionalInt bits = ControlBits.of(text.charAt(i));
                if (bits.isEmpty()) {
                    problems.add(PacketMessages.unknownFlag(token, text.charAt(i)));
                    return control;
                }
                if ((control & bits.getAsInt()) != 0) {
                    problems.add(PacketMessages.flagTwice(token, text.charAt(i)));
                    return control;
                }
                control |= bits.getAsInt();
            }
        }
        return control;
    }

    private int range(PacketScriptParser.RangeContext tree) {
        long first = sequence(tree.first);
        long end = sequence(tree.end);
        int length = (int) number(tree.length, "a length", 0, MAX_LENGTH);
        long right = first + length & MAX_SEQUENCE;
        if (end != right && problems.size() == before) {
            problems.add(PacketMessages.wrongEnd(tree.end, first, length, right));
        }
        return length;
    }

    private long sequence(Token token) {
        return number(token, "a sequence number", 0, MAX_SEQUENCE);
    }

    private OptionalInt optional(@Nullable Token token, String what) {
        return token == null ? OptionalInt.empty() : OptionalInt.of((int) number(token, what, 0, 65_535));
    }

    private int length(TerminalNode node) {
        return (int) number(node.getSymbol(), "a length", 0, MAX_LENGTH);
    }

    private long number(Token token, String what, long min, long max) {
        return PacketMessages.number(token, what, min, max, problems);
    }

    // ---------------------------------------------------------------- ICMP

    private Action.IcmpPacket icmp(
            Direction direction,
            IpInfo ip,
            Optional<Ports> ports,
            Optional<Quoted> quotedBefore,
            PacketScriptParser.IcmpContext tree) {
        Optional<Quoted> quoted = quotedBefore;
        if (tree.bracket() != null) {
            for (PacketScriptParser.BracketItemContext item : tree.bracket().bracketItem()) {
                if (item.range() == null && item.UDP() == null) {
                    problems.add(PacketMessages.notAQuote(item.getStart()));
                } else {
                    quoted = quoted(item);
                }
            }
        }
        String type = tree.name.getText();
        String code = tree.detail == null ? "" : tree.detail.getText();
        if (!IcmpNames.types().contains(type)) {
            problems.add(Messages.unknown(
                    "PKT431",
                    tree.name,
                    "type of ICMP messages",
                    type,
                    IcmpNames.types(),
                    "there are " + String.join(", ", IcmpNames.types())));
        } else if (tree.detail != null && !IcmpNames.codes(type).contains(code)) {
            problems.add(Messages.unknown(
                    "PKT432",
                    tree.detail,
                    "code of ICMP " + type + " messages",
                    code,
                    IcmpNames.codes(type),
                    "there are " + String.join(", ", IcmpNames.codes(type))));
        }
        OptionalInt mtu = tree.MTU() == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) number(tree.INTEGER().getSymbol(), "an MTU", 0, 65_535));
        if (mtu.isPresent() && !code.equals("frag_needed")) {
            problems.add(PacketMessages.strayMtu(tree.MTU().getSymbol()));
        }
        return new Action.IcmpPacket(direction, ip, ports, type, code, mtu, quoted);
    }

    private Optional<Quoted> quoted(PacketScriptParser.BracketItemContext item) {
        if (item.range() == null) {
            return Optional.of(new Quoted.Udp(length(item.INTEGER())));
        }
        long sequence = sequence(item.range().first);
        return Optional.of(new Quoted.TcpRange(sequence, range(item.range())));
    }
}
