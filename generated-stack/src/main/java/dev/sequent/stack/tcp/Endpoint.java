package dev.sequent.stack.tcp;

import dev.sequent.wire.IpAddress;

/**
 * One end of a connection: a socket, as defined by RFC 9293, 3.3.1.
 *
 * @param address the family's {@linkplain IpAddress#unspecified unspecified one} for any
 * @param port 0 to 65535; 0 for any
 */
public record Endpoint(IpAddress address, int port) {

    /** Any remote: the other end of one that listens. @param local an address of the family */
    public static Endpoint any(IpAddress local) {
        return new Endpoint(local.unspecified(), 0);
    }

    /** Whether it is any remote, and none in particular. */
    public boolean isAny() {
        return port == 0 && address.equals(address.unspecified());
    }

    @Override
    public String toString() {
        return address + ":" + (port == 0 ? "*" : port);
    }
}
