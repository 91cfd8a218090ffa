package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.wire.IpAddress;

/**
 * A {@code struct sockaddr}.
 *
 * @param family {@link Linux#AF_INET}; others are refused by the calls, as the socket's family says
 * @param address all zeros for any
 * @param port 0 for any
 */
public record SocketAddress(int family, IpAddress address, int port) {

    public SocketAddress {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is from 0 to 65535, not " + port);
        }
    }

    /** Of IPv4, as {@code 192.0.2.1}. */
    public static SocketAddress inet(String address, int port) {
        return new SocketAddress(Linux.AF_INET, IpAddress.parse(address), port);
    }

    static SocketAddress of(Endpoint endpoint) {
        return new SocketAddress(Linux.AF_INET, endpoint.address(), endpoint.port());
    }

    Endpoint endpoint() {
        return new Endpoint(address, port);
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
