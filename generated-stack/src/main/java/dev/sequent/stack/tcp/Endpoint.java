package dev.sequent.stack.tcp;

import dev.sequent.wire.Ipv4Address;

/**
 * One end of a connection: a socket, as defined by RFC 9293, 3.3.1.
 *
 * @param address IPv4, {@link Ipv4Address} form; 0 for any
 * @param port 0 to 65535; 0 for any
 */
public record Endpoint(int address, int port) {

    /** Any remote: the other end of a listener. */
    public static final Endpoint ANY = new Endpoint(0, 0);

    @Override
    public String toString() {
        return Ipv4Address.format(address) + ":" + (port == 0 ? "*" : port);
    }
}
