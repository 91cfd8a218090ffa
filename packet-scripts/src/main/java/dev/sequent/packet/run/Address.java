package dev.sequent.packet.run;

import dev.sequent.wire.Ipv4Address;

/** A {@code sockaddr_in}. @param family Linux's number of it @param port 0 for any */
public record Address(int family, Ipv4Address address, int port) {
    @Override
    public String toString() {
        return address + ":" + port;
    }
}
