package dev.sequent.stack.ip;

import dev.sequent.wire.Ipv4Address;
import org.jspecify.annotations.Nullable;

/**
 * The objects that were made for addresses lately, so that connections of one remote share one, and as a rule none is
 * made. Each address has one place; who comes there later takes it.
 */
final class RecentAddresses {

    private static final int PLACES_BITS = 8;

    /** 2^32 over the golden ratio (Knuth, The Art of Computer Programming, 6.4): neighbours lie apart. */
    private static final int MULTIPLIER = 0x9E37_79B1;

    private final @Nullable Ipv4Address[] places = new @Nullable Ipv4Address[1 << PLACES_BITS];

    /** The address of these bits. */
    Ipv4Address get(int bits) {
        int place = bits * MULTIPLIER >>> 32 - PLACES_BITS;
        Ipv4Address address = places[place];
        if (address == null || address.bits() != bits) {
            address = new Ipv4Address(bits);
            places[place] = address;
        }
        return address;
    }
}
