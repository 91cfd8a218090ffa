package dev.sequent.cli;

import dev.sequent.wire.IpPrefix;

/** Examples that fit what the user has given. */
final class Hints {
    private Hints() {}

    /** Another address on the same network. */
    static String neighbour(String address) {
        IpPrefix own = IpPrefix.parse(address);
        return own.neighbour().map(Object::toString).orElse("ADDRESS") + "/" + own.length();
    }
}
