package dev.sequent.stack.socket;

import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
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
            case UNREACHABLE -> new NoRouteToHostException(text);
            case CLOSED, STACK_ENDED, FAULT -> new SocketException(text);
        };
    }

    /** For an established connection. */
    static IOException using(TcpFailure failure) {
        return new SocketException(failure.text());
    }

    static Endpoint endpoint(InetSocketAddress address) throws UnknownHostException {
        if (address.isUnresolved()) {
            throw new UnknownHostException(
                    "the name " + address.getHostString() + " has not been resolved to an address");
        }
        if (!(address.getAddress() instanceof Inet4Address v4)) {
            throw new UnknownHostException(
                    address.getAddress().getHostAddress() + " is no IPv4 address, and this stack has IPv4 only");
        }
        byte[] b = v4.getAddress();
        return new Endpoint(
                (b[0] & 0xFF) << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | b[3] & 0xFF, address.getPort());
    }

    static InetSocketAddress address(Endpoint endpoint) {
        int a = endpoint.address();
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(
                            new byte[] {(byte) (a >>> 24), (byte) (a >>> 16), (byte) (a >>> 8), (byte) a}),
                    endpoint.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
