package dev.sequent.wire;

import java.util.Optional;

/**
 * An address together with the length of its network's prefix, as in {@code 192.0.2.1/24}.
 *
 * @param address a host's address within the network
 * @param length bits of the prefix, 0 to 32
 */
public record Ipv4Prefix(Ipv4Address address, int length) implements IpPrefix {

    public Ipv4Prefix {
        if (length < 0 || length > 32) {
            throw new IllegalArgumentException("a prefix has from 0 to 32 bits, not " + length);
        }
    }

    /**
     * Reads {@code ADDRESS/LENGTH}.
     *
     * @throws IllegalArgumentException saying which part is wrong, and how
     */
    public static Ipv4Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' lacks the prefix length; write it like " + text + "/24");
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,2}") || Integer.parseInt(bits) > 32) {
            throw new IllegalArgumentException("'" + bits + "' in '" + text
                    + "' is not a prefix length: it is a number from 0 to 32, as in 192.0.2.1/24");
        }
        return new Ipv4Prefix(Ipv4Address.parse(text.substring(0, slash)), Integer.parseInt(bits));
    }

    /** The netmask. */
    public int mask() {
        return length == 0 ? 0 : -1 << (32 - length);
    }

    /** Whether the address of these bits is in this network. */
    public boolean contains(int other) {
        return ((other ^ address.bits()) & mask()) == 0;
    }

    /**
     * Whether the address of these bits means every host of this network: all host bits one, or all zero as of old (RFC
     * 1122, 3.3.6). A network of 31 or 32 bits has none (RFC 3021).
     */
    public boolean isBroadcast(int other) {
        return length <= 30 && contains(other) && ((other | mask()) == -1 || (other & ~mask()) == 0);
    }

    @Override
    public Optional<IpAddress> neighbour() {
        int network = address.bits() & mask();
        for (int other = network + 1; other < network + 4; other++) {
            if (other != address.bits() && contains(other) && !isBroadcast(other)) {
                return Optional.of(new Ipv4Address(other));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
