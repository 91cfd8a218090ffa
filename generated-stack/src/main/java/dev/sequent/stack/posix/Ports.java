package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpLayer;

/** Which local ports a socket may be bound to. */
final class Ports {

    private final TcpLayer tcp;
    private final Descriptors descriptors;

    Ports(TcpLayer tcp, Descriptors descriptors) {
        this.tcp = tcp;
        this.descriptors = descriptors;
    }

    /**
     * Whether the port is free for it. With SO_REUSEADDR it may share the port with connections, in TIME-WAIT for
     * instance, and with sockets that have SO_REUSEADDR and do not listen.
     */
    boolean isFree(int port, StreamSocket asking) {
        boolean reuse = asking.options().isOn(NumberOption.REUSE_ADDRESS);
        boolean taken = descriptors
                .sockets()
                .filter(other -> other != asking && other.localPort() == port)
                .anyMatch(other -> !reuse
                        || !other.options().isOn(NumberOption.REUSE_ADDRESS)
                        || other.stage() == StreamSocket.Stage.LISTENING);
        return !taken && (reuse || !tcp.localPorts().get(port));
    }

    /** A port of the ephemeral ones with which nothing has to do. */
    int unused() throws CallFailed {
        var taken = tcp.localPorts();
        descriptors.sockets().forEach(s -> taken.set(s.localPort()));
        int port = tcp.unusedPort(taken);
        if (port == 0) {
            throw new CallFailed(Errno.EADDRINUSE);
        }
        return port;
    }
}
