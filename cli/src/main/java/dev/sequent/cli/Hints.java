package dev.sequent.cli;

import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Prefix;

/** Examples that fit what the user has given. */
final class Hints {
    private Hints() {}

    /** Another address on the same network. */
    static String neighbour(String address) {
        Ipv4Prefix own = Ipv4Prefix.parse(address);
        for (int host = 1; host < 4; host++) {
            int other = own.network() + host;
            if (other != own.address() && own.contains(other) && !own.isBroadcast(other)) {
                return Ipv4Address.format(other) + "/" + own.length();
            }
        }
        return "ADDRESS/" + own.length();
    }
}
