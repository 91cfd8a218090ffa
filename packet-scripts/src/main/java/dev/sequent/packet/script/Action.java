package dev.sequent.packet.script;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What happens at an event. */
public sealed interface Action {

    /** Which way a packet goes, seen from the host under test. */
    enum Direction {
        /** {@code <}: the script sends it. */
        IN("<"),
        /** {@code >}: the host under test must send it. */
        OUT(">");

        private final String symbol;

        Direction(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /** A packet of whatever protocol. */
    sealed interface Packet extends Action {
        Direction direction();

        IpInfo ip();
    }

    /**
     * A TCP segment.
     *
     * @param ports of its two ends, where the script names them
     * @param control the control bits, as in {@link dev.sequent.wire.TcpHeader#control}
     * @param sequence of its first octet, relative to the initial sequence number of its sender
     * @param length octets of text
     * @param acknowledgment relative to the other's initial sequence number; absent without ACK
     * @param window as in the header; not looked at, where it is absent
     * @param urgent the urgent pointer, as in the header
     */
    record TcpPacket(
            Direction direction,
            IpInfo ip,
            Optional<Ports> ports,
            int control,
            long sequence,
            int length,
            OptionalLong acknowledgment,
            OptionalInt window,
            OptionalInt urgent,
            TcpOptions options)
            implements Packet {}

    /**
     * An ICMP error.
     *
     * @param type as the language spells it: {@code unreachable}
     * @param code as the language spells it, {@code frag_needed}; empty if the type has but one
     * @param mtu of the next hop
     * @param quoted the segment that it reports on; the first of the connection's, if it is absent
     */
    record IcmpPacket(
            Direction direction,
            IpInfo ip,
            Optional<Ports> ports,
            String type,
            String code,
            OptionalInt mtu,
            Optional<Quoted> quoted)
            implements Packet {}

    /** A UDP datagram. @param length octets of its payload */
    record UdpPacket(Direction direction, IpInfo ip, Optional<Ports> ports, int length) implements Packet {}

    /** What an ICMP error quotes. */
    sealed interface Quoted {
        /** A segment by its sequence numbers. */
        record TcpRange(long sequence, int length) implements Quoted {}

        record Udp(int length) implements Quoted {}
    }

    /**
     * A system call and what must come of it.
     *
     * @param errno the symbol of the error that it must end with
     * @param note for the reader; has no meaning
     */
    record SystemCall(String name, List<Value> arguments, Value result, Optional<String> errno, Optional<String> note)
            implements Action {
        public SystemCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code `...`}: a command of a shell. @param text between the backquotes */
    record Command(String text) implements Action {}

    /** {@code %{ ... }%}: assertions about the connection. @param text between the braces */
    record CodeBlock(String text) implements Action {}
}
