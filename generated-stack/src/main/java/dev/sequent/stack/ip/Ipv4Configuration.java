package dev.sequent.stack.ip;

import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Prefix;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * How a host is attached to its link.
 *
 * @param address our address and the network of the link
 * @param gateway where datagrams to other networks go; without one there is no route to them
 * @param mtu octets of the largest datagram sent or received, at most the device's; 0 for the device's
 * @param secrets the source of what must not be guessed: a {@link SecureRandom} outside of tests
 */
public record Ipv4Configuration(Ipv4Prefix address, Optional<Ipv4Address> gateway, int mtu, RandomGenerator secrets) {

    public Ipv4Configuration {
        int own = address.address().bits();
        if (own == Ipv4Address.UNSPECIFIED
                || Ipv4Address.isMulticast(own)
                || Ipv4Address.isReserved(own)
                || Ipv4Address.isLoopback(own)
                || address.isBroadcast(own)) {
            throw new IllegalArgumentException(
                    address + " is not an address that a host can have on a link; use one like 192.0.2.2/24");
        }
        if (gateway.isPresent() && !address.contains(gateway.get().bits())) {
            throw new IllegalArgumentException("the gateway " + gateway.get() + " is not on the link " + address
                    + ", so it could not be reached; give one within that network");
        }
        if (mtu != 0 && mtu < 68) {
            throw new IllegalArgumentException("an MTU of " + mtu + " is below what IPv4 needs, 68 (RFC 791, 3.2)");
        }
    }

    /** A host without gateway, with the device's MTU. */
    public static Ipv4Configuration of(Ipv4Prefix address) {
        return new Ipv4Configuration(address, Optional.empty(), 0, new SecureRandom());
    }

    /** The same in virtual time, where equal seeds give equal runs: anybody who knows the seed knows all secrets. */
    public static Ipv4Configuration of(Ipv4Prefix address, long seed) {
        return new Ipv4Configuration(address, Optional.empty(), 0, new Random(seed));
    }

    public Ipv4Configuration withGateway(Ipv4Address gateway) {
        return new Ipv4Configuration(address, Optional.of(gateway), mtu, secrets);
    }

    public Ipv4Configuration withMtu(int octets) {
        return new Ipv4Configuration(address, gateway, octets, secrets);
    }

    /**
     * Whether an address, by its bits, can be another host's: not one of all, of a group, or ours (RFC 1122, 3.2.1.3).
     */
    boolean isHost(int bits) {
        return bits != Ipv4Address.UNSPECIFIED
                && bits != address.address().bits()
                && !Ipv4Address.isLoopback(bits)
                && !Ipv4Address.isMulticast(bits)
                && !Ipv4Address.isReserved(bits)
                && !address.isBroadcast(bits);
    }
}
