package dev.sequent.packet.script;

import dev.sequent.wire.Ipv4Address;
import java.util.Optional;

/** The ends of a packet as a script names them. */
public record Ports(End source, End destination) {

    /** One end. */
    public record End(Optional<Ipv4Address> address, int port) {
        @Override
        public String toString() {
            return address.map(a -> a + ":").orElse("") + port;
        }
    }

    @Override
    public String toString() {
        return source + " > " + destination;
    }
}
