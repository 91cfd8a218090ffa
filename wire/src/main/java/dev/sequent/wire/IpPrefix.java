package dev.sequent.wire;

import java.util.Optional;

/** An address of whatever family, together with the length of its network's prefix. */
public sealed interface IpPrefix permits Ipv4Prefix {

    /**
     * Reads {@code ADDRESS/LENGTH}.
     *
     * @throws IllegalArgumentException saying what is wrong with which part
     */
    static IpPrefix parse(String text) {
        return Ipv4Prefix.parse(text);
    }

    /** A host's address within the network. */
    IpAddress address();

    /** Bits of the prefix. */
    int length();

    /** An address that another host of this network could have: one of the first; empty if there is none. */
    Optional<IpAddress> neighbour();
}
