package dev.sequent.wire;

/**
 * An address of the Internet Protocol, of whatever family: what protocols above it know of addresses. Immutable; equal
 * if family and octets are.
 *
 * <p>Whoever must not make objects looks at {@link #high} and {@link #low}: 128 bits that tell any two addresses apart.
 * Those of IPv4 are read there as IPv6 maps them, {@code ::ffff:192.0.2.1} (RFC 4291, 2.5.5.2), and no IPv6 datagram
 * comes from such an address.
 */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address {

    /**
     * Reads an address as people write it.
     *
     * @throws IllegalArgumentException saying what is wrong with which part
     */
    static IpAddress parse(String text) {
        return Ipv4Address.parse(text);
    }

    /**
     * The address of these octets, in network order.
     *
     * @throws IllegalArgumentException if no family's addresses are of that length
     */
    static IpAddress of(byte[] octets) {
        if (octets.length != Ipv4Address.LENGTH) {
            throw new IllegalArgumentException(
                    "an address has " + Ipv4Address.LENGTH + " octets (IPv4), not " + octets.length);
        }
        return new Ipv4Address(octets[0] << 24 | (octets[1] & 0xFF) << 16 | (octets[2] & 0xFF) << 8 | octets[3] & 0xFF);
    }

    /** What people call the family: IPv4. */
    String family();

    /** Its octets in network order, as many as the family has. */
    byte[] octets();

    /** The first 64 of 128 bits; see above. */
    long high();

    /** The last 64 of 128 bits; see above. */
    long low();

    /** The family's address of nobody, all zeros. */
    IpAddress unspecified();

    /**
     * The one's complement sum of the pseudo header of a segment between here and there, in front of which that header
     * is thought when its checksum is made (RFC 9293, 3.1; RFC 8200, 8.1). Which of the two sends makes no difference.
     *
     * @param other of the same family
     * @param protocol the segment's, as the network layer numbers it
     * @param length octets of the segment, header and text
     * @return to be added to the segment's own {@linkplain InternetChecksum#add sum}
     */
    int pseudoHeader(IpAddress other, int protocol, int length);

    /** By octets, the first ones first; IPv4 stands where IPv6 has the addresses that it maps. */
    @Override
    default int compareTo(IpAddress other) {
        int first = Long.compareUnsigned(high(), other.high());
        return first != 0 ? first : Long.compareUnsigned(low(), other.low());
    }
}
