package dev.sequent.packet.run;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Ports;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.TcpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which connection a packet of the script belongs to. The rules:
 *
 * <ul>
 *   <li>One connection is the current one: the one that began last, by a SYN of the script's or by one of the host's.
 *       Packets without ports are the current one's.
 *   <li>A SYN of the script's without ACK begins a connection to the socket that listens, if there is none that is
 *       current, or a socket was told to listen since that one began. The remote has another port each time. Any other
 *       SYN is for the current one: it comes where a connection is.
 *   <li>With ports, a packet belongs to the connection between these, or begins one. The ports on the wire are those of
 *       the script.
 * </ul>
 */
final class Connections {
    /** Where the ports of remotes begin that the script does not name. */
    private static final int FIRST_REMOTE_PORT = 40_000;

    private final Ipv4Address remote;
    private final List<Connection> all = new ArrayList<>();
    private Optional<Connection> current = Optional.empty();
    private int listening;
    private boolean fresh;
    private int nextRemotePort = FIRST_REMOTE_PORT;

    Connections(Settings settings) {
        this.remote = settings.remote();
        this.listening = settings.bindPort();
    }

    /** A socket listens on a port, and the next SYN is for it. */
    void listens(int port) {
        listening = port;
        fresh = true;
    }

    /** The connection that a packet of the script's, on its way to the host, is part of. */
    Connection inbound(Optional<Ports> ports, int control) {
        if (ports.isPresent()) {
            return between(ports.get().destination().port(), ports.get().source());
        }
        boolean syn = (control & (TcpHeader.SYN | TcpHeader.ACK | TcpHeader.RST)) == TcpHeader.SYN;
        if (current.isEmpty() || syn && fresh) {
            fresh = false;
            return begin(new Connection(listening, remote, nextRemotePort++));
        }
        return current.get();
    }

    /** The connection of a segment that the host has sent. */
    Connection outbound(LiveSegment segment) {
        return find(segment.fromPort(), segment.to(), segment.toPort())
                .orElseGet(() -> begin(new Connection(segment.fromPort(), segment.to(), segment.toPort())));
    }

    /** Whether a packet of the script's, expected from the host, can be of a connection. */
    boolean fits(Action.TcpPacket packet, Connection connection) {
        return packet.ports()
                .map(p -> connection.isBetween(
                        p.source().port(),
                        address(p.destination()),
                        p.destination().port()))
                .orElse(true);
    }

    /** What comes next is about this connection, the last one that was accepted. */
    void current(int localPort, Address accepted) {
        find(localPort, accepted.address(), accepted.port()).ifPresent(c -> current = Optional.of(c));
    }

    Optional<Connection> current() {
        return current;
    }

    private Ipv4Address address(Ports.End end) {
        return end.address().orElse(remote);
    }

    private Connection between(int local, Ports.End end) {
        Ipv4Address address = address(end);
        Connection connection =
                find(local, address, end.port()).orElseGet(() -> begin(new Connection(local, address, end.port())));
        current = Optional.of(connection);
        return connection;
    }

    private Connection begin(Connection connection) {
        all.add(connection);
        current = Optional.of(connection);
        return connection;
    }

    private Optional<Connection> find(int local, Ipv4Address address, int port) {
        return all.stream().filter(c -> c.isBetween(local, address, port)).findFirst();
    }
}
