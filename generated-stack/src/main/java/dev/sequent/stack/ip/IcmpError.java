package dev.sequent.stack.ip;

import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.IpAddress;

/**
 * An error with a datagram that we sent, as reported by an ICMP message, or as found by this host itself.
 *
 * @param type of the ICMP message: 3, 4, 11 or 12; what each means is for the protocol to say
 * @param code of the ICMP message
 * @param nextHopMtu with "fragmentation needed", the MTU of the link in question (RFC 1191), 0 if the router did not
 *     say; else 0
 * @param reporter the address of the host that reported it; our own if this host found it (no answer to ARP)
 * @param sourceAddress of the datagram in question: ours
 * @param destinationAddress of the datagram in question
 * @param transportHead the first eight octets of its payload, the first most significant: for TCP, both ports and the
 *     sequence number
 */
public record IcmpError(
        int type,
        int code,
        int nextHopMtu,
        IpAddress reporter,
        IpAddress sourceAddress,
        IpAddress destinationAddress,
        long transportHead) {

    /** The first port in the payload: ours, for TCP. */
    public int sourcePort() {
        return (int) (transportHead >>> 48);
    }

    /** The second port in the payload: the peer's, for TCP. */
    public int destinationPort() {
        return (int) (transportHead >>> 32) & 0xFFFF;
    }

    /** The sequence number in the payload, for TCP. */
    public int sequenceNumber() {
        return (int) transportHead;
    }

    /** Whether this host found it itself. */
    public boolean isLocal() {
        return reporter.equals(sourceAddress);
    }

    /** The message in words, with its names in RFC 792 and RFC 1122. */
    public String description() {
        return switch (type) {
            case Icmpv4Header.DESTINATION_UNREACHABLE ->
                switch (code) {
                    case Icmpv4Header.NET_UNREACHABLE -> "network unreachable";
                    case Icmpv4Header.HOST_UNREACHABLE -> "host unreachable";
                    case Icmpv4Header.PROTOCOL_UNREACHABLE -> "protocol unreachable";
                    case Icmpv4Header.PORT_UNREACHABLE -> "port unreachable";
                    case Icmpv4Header.FRAGMENTATION_NEEDED ->
                        "fragmentation needed and DF set, next-hop MTU " + nextHopMtu;
                    case 5 -> "source route failed";
                    case 6 -> "destination network unknown";
                    case 7 -> "destination host unknown";
                    case 9, 10, 13 -> "communication administratively prohibited";
                    default -> "destination unreachable, code " + code;
                };
            case Icmpv4Header.TIME_EXCEEDED ->
                code == Icmpv4Header.IN_TRANSIT
                        ? "time to live exceeded in transit"
                        : "fragment reassembly time exceeded";
            case Icmpv4Header.SOURCE_QUENCH -> "source quench";
            case Icmpv4Header.PARAMETER_PROBLEM -> "parameter problem";
            default -> "ICMP type " + type + ", code " + code;
        };
    }

    @Override
    public String toString() {
        return description() + " (from " + reporter + ", about " + sourceAddress + ":" + sourcePort() + " to "
                + destinationAddress + ":" + destinationPort() + ")";
    }
}
