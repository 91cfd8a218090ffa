package dev.sequent.stack.socket;

import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpFailure;
import dev.sequent.wire.IpAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;

/** From the stack's errors to those that Java programs expect from sockets. */
final class SocketErrors {

    private SocketErrors() {}

    /** For a connection that was not established. */
    static IOException connecting(Endpoint remote, TcpFailure failure) {
        String text = failure.text() + " (connecting to " + remote + ")";
        return switch (failure.kind()) {
            // RFC 9293, 3.10.7.3 calls it a reset; sockets call it a refusal, as POSIX does (ECONNREFUSED).
            case REFUSED, RESET -> new ConnectException("connection refused (connecting to " + remote + ")");
            case TIMED_OUT -> new ConnectException(text);
            case NO_ROUTE, UNREACHABLE -> new NoRouteToHostException(text);
            case CLOSED, STACK_ENDED, FAULT -> new SocketException(text);
        };
    }

    /** For an established connection. */
    static IOException using(TcpFailure failure) {
        return new SocketException(failure.text());
    }

    /** @param own the stack's, which says what family it is of */
    static Endpoint endpoint(InetSocketAddress address, IpAddress own) throws UnknownHostException {
        if (address.isUnresolved()) {
            throw new UnknownHostException(
                    "the name " + address.getHostString() + " has not been resolved to an address");
        }
        byte[] octets = address.getAddress().getAddress();
        if (octets.length != own.octets().length) {
            throw new UnknownHostException(address.getAddress().getHostAddress() + " is no " + own.family()
                    + " address, and this stack has " + own.family() + " only");
        }
        return new Endpoint(IpAddress.of(octets), address.getPort());
    }

    static InetSocketAddress address(Endpoint endpoint) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(endpoint.address().octets()), endpoint.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has as many octets as its family has", e);
        }
    }
}
