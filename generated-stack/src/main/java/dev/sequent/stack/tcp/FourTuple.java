package dev.sequent.stack.tcp;

/**
 * What tells connections apart (RFC 9293, 3.3.1), packed into a {@code long}: the stack has one local address, so
 * remote address, remote port and local port are enough.
 */
final class FourTuple {

    private FourTuple() {}

    static long key(int remoteAddress, int remotePort, int localPort) {
        return (long) remoteAddress << 32 | (long) remotePort << 16 | localPort;
    }
}
