package dev.sequent.packet.script;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Scripts as text. What is read back from it equals what was printed. */
public final class ScriptPrinter {

    private ScriptPrinter() {}

    /** The whole script; lines end with {@code \n}. */
    public static String text(Script script) {
        var out = new StringBuilder();
        for (ScriptOption option : script.options()) {
            out.append(option(option)).append('\n');
        }
        for (Action.Command command : script.init()) {
            out.append('`').append(command.text()).append("`\n");
        }
        for (Event event : script.events()) {
            out.append(text(event)).append('\n');
        }
        for (Action.Command command : script.cleanup()) {
            out.append('`').append(command.text()).append("`\n");
        }
        return out.toString();
    }

    private static String option(ScriptOption option) {
        String value = option.value()
                .map(v -> isBare(v) ? v : '"' + v + '"')
                .map(v -> "=" + v)
                .orElse("");
        return "--" + option.name() + value;
    }

    /** Whether the value can stand as it is: it may hold quotes, but not begin with one. */
    private static boolean isBare(String value) {
        return !value.isEmpty()
                && !value.startsWith("\"")
                && !value.startsWith("`")
                && value.chars().noneMatch(c -> " \t\r\n".indexOf(c) >= 0);
    }

    /** One event, without a line end. */
    public static String text(Event event) {
        return time(event.time()) + " " + text(event.action());
    }

    /** A time as it stands in front of an event. */
    public static String time(EventTime time) {
        return switch (time) {
            case EventTime.Any ignored -> "*";
            case EventTime.Absolute at -> seconds(at.nanos());
            case EventTime.Relative after -> "+" + seconds(after.nanos());
            case EventTime.Range range -> {
                String sign = range.relative() ? "+" : "";
                yield sign + seconds(range.from()) + "~" + sign + seconds(range.to());
            }
            case EventTime.Blocking call ->
                (call.relative() ? "+" : "") + seconds(call.start()) + "..." + seconds(call.end());
        };
    }

    /** Seconds, with as many decimals as it takes. */
    public static String seconds(long nanos) {
        BigDecimal exact = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0).toPlainString() : exact.toPlainString();
    }

    public static String text(Action action) {
        return switch (action) {
            case Action.Packet packet -> packet(packet);
            case Action.SystemCall call -> call(call);
            case Action.Command command -> '`' + command.text() + '`';
            case Action.CodeBlock code -> "%{" + code.text() + "}%";
        };
    }

    // ---------------------------------------------------------------- packets

    private static String packet(Action.Packet packet) {
        String front = packet.direction().symbol() + " " + ip(packet.ip());
        return switch (packet) {
            case Action.TcpPacket tcp -> front + ports(tcp.ports()) + segment(tcp);
            case Action.IcmpPacket icmp -> front + ports(icmp.ports()) + icmp(icmp);
            case Action.UdpPacket udp -> front + ports(udp.ports()) + "udp (" + udp.length() + ")";
        };
    }

    private static String ip(IpInfo ip) {
        List<String> parts = java.util.stream.Stream.of(
                        ip.ecn().map(IpInfo.Ecn::spelling).stream(),
                        ip.typeOfService().stream().mapToObj(tos -> "tos 0x" + Integer.toHexString(tos)),
                        ip.timeToLive().stream().mapToObj(ttl -> "ttl " + ttl))
                .flatMap(s -> s)
                .toList();
        return parts.isEmpty() ? "" : "[" + String.join(", ", parts) + "] ";
    }

    private static String ports(java.util.Optional<Ports> ports) {
        return ports.map(p -> p + ": ").orElse("");
    }

    /** A segment without its direction, as packetdrill and tcpdump have it: {@code S. 0:0(0) ack 1 <mss 1460>}. */
    public static String segment(Action.TcpPacket tcp) {
        var text = new StringBuilder();
        text.append(ControlBits.text(tcp.control())).append(' ');
        text.append(range(tcp.sequence(), tcp.length()));
        tcp.acknowledgment().ifPresent(n -> text.append(" ack ").append(n));
        tcp.window().ifPresent(n -> text.append(" win ").append(n));
        tcp.urgent().ifPresent(n -> text.append(" urg ").append(n));
        String options = options(tcp.options());
        return (options.isEmpty() ? text : text.append(' ').append(options)).toString();
    }

    private static String range(long sequence, int length) {
        return sequence + ":" + (sequence + length & 0xFFFF_FFFFL) + "(" + length + ")";
    }

    /** The options in their angle brackets; empty, if there are none. */
    public static String options(TcpOptions options) {
        return switch (options) {
            case TcpOptions.Unchecked ignored -> "<...>";
            case TcpOptions.Listed listed when listed.list().isEmpty() -> "";
            case TcpOptions.Listed listed ->
                listed.list().stream().map(ScriptPrinter::option).collect(Collectors.joining(",", "<", ">"));
        };
    }

    public static String option(TcpOption option) {
        return switch (option) {
            case TcpOption.EndOfList ignored -> "eol";
            case TcpOption.NoOperation ignored -> "nop";
            case TcpOption.MaximumSegmentSize mss -> "mss " + mss.octets();
            case TcpOption.WindowScale scale -> "wscale " + scale.shift();
            case TcpOption.SackPermitted ignored -> "sackOK";
            case TcpOption.Sack sack ->
                sack.blocks().stream()
                        .map(b -> b.left() + ":" + b.right())
                        .collect(Collectors.joining(" ", "sack ", ""))
                        .strip();
            case TcpOption.Timestamps ts -> "TS val " + orDots(ts.value()) + " ecr " + orDots(ts.echoReply());
            case TcpOption.FastOpen open -> ("FO " + open.cookie()).strip();
            case TcpOption.FastOpenExperimental open -> ("FOEXP " + open.cookie()).strip();
            case TcpOption.Md5 md5 -> ("md5 " + md5.digest()).strip();
            case TcpOption.AccurateEcn ecn ->
                ecn.counters().stream()
                        .map(c -> c.name() + " " + c.value())
                        .collect(Collectors.joining(" ", "ECN ", ""))
                        .strip();
            case TcpOption.Unknown other -> ("kind " + other.kind() + " " + other.data()).strip();
        };
    }

    private static String orDots(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "...";
    }

    private static String icmp(Action.IcmpPacket icmp) {
        var text = new StringBuilder("icmp ").append(icmp.type());
        if (!icmp.code().isEmpty()) {
            text.append(' ').append(icmp.code());
        }
        icmp.mtu().ifPresent(mtu -> text.append(" mtu ").append(mtu));
        icmp.quoted()
                .ifPresent(quoted -> text.append(" [")
                        .append(
                                switch (quoted) {
                                    case Action.Quoted.TcpRange tcp -> range(tcp.sequence(), tcp.length());
                                    case Action.Quoted.Udp udp -> "udp (" + udp.length() + ")";
                                })
                        .append(']'));
        return text.toString();
    }

    // ---------------------------------------------------------------- system calls

    private static String call(Action.SystemCall call) {
        return call.name() + "(" + values(call.arguments()) + ") = " + value(call.result())
                + call.errno().map(e -> " " + e).orElse("")
                + call.note().map(n -> " (" + n + ")").orElse("");
    }

    private static String values(List<Value> values) {
        return values.stream().map(ScriptPrinter::value).collect(Collectors.joining(", "));
    }

    public static String value(Value value) {
        return switch (value) {
            case Value.Omitted ignored -> "...";
            case Value.Anything ignored -> "?";
            case Value.Number number ->
                number.hexadecimal() ? "0x" + Long.toHexString(number.value()) : Long.toString(number.value());
            case Value.Symbol symbol -> symbol.name();
            case Value.Or or -> or.parts().stream().map(ScriptPrinter::value).collect(Collectors.joining("|"));
            case Value.Text text -> quoted(text.text()) + (text.continued() ? "..." : "");
            case Value.Array array -> "[" + values(array.elements()) + "]";
            case Value.Struct struct ->
                struct.fields().stream().map(ScriptPrinter::field).collect(Collectors.joining(", ", "{", "}"));
            case Value.Function function -> function.name() + "(" + values(function.arguments()) + ")";
        };
    }

    private static String field(Value.Field field) {
        if (field.name().isEmpty()) {
            return value(field.value());
        }
        return field.name() + (field.of().isEmpty() ? "" : "(" + values(field.of()) + ")") + "=" + value(field.value());
    }

    /**
     * As C writes it; an octet beyond ASCII by its number, in three octal digits: no digit behind it can be taken for
     * its own.
     */
    static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append(String.format("\\%03o", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
