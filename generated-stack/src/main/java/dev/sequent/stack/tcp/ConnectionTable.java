package dev.sequent.stack.tcp;

import dev.sequent.wire.IpAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a stack by what tells them apart (RFC 9293, 3.3.1), in whatever state, from when they have left
 * LISTEN until they are no more; one whose remote was specified also while it is in LISTEN. The stack has one local
 * address, so remote address, remote port and local port say it all.
 */
final class ConnectionTable {

    private final HashTable<TcpConnection> table = new HashTable<>();
    private final SipHash hash;

    /** @param secrets for places, so that nobody can arrange that connections meet */
    ConnectionTable(RandomGenerator secrets) {
        this.hash = new SipHash(secrets.nextLong(), secrets.nextLong());
    }

    /** The connection that a segment is for. Makes no object. */
    @Nullable
    TcpConnection find(Arrival arrival) {
        return find(arrival.remoteHigh(), arrival.remoteLow(), arrival.remotePort(), arrival.localPort());
    }

    Optional<TcpConnection> find(Endpoint remote, int localPort) {
        return Optional.ofNullable(lookUp(remote, localPort));
    }

    boolean isFree(Endpoint remote, int localPort) {
        return lookUp(remote, localPort) == null;
    }

    private @Nullable TcpConnection lookUp(Endpoint remote, int localPort) {
        IpAddress address = remote.address();
        return find(address.high(), address.low(), remote.port(), localPort);
    }

    private @Nullable TcpConnection find(long high, long low, int remotePort, int localPort) {
        int place = table.first(hash(high, low, remotePort, localPort));
        while (place != HashTable.NONE) {
            TcpConnection connection = table.at(place);
            if (connection.isBetween(high, low, remotePort, localPort)) {
                return connection;
            }
            place = table.next(place);
        }
        return null;
    }

    /** @throws PortInUseException if there is a connection from that port to that remote */
    void checkFree(Endpoint remote, int localPort) {
        if (!isFree(remote, localPort)) {
            throw new PortInUseException(
                    "local port " + localPort + " is in use: there is a connection from it to " + remote + " already");
        }
    }

    /** @throws IllegalStateException if there is a connection between the same two sockets */
    void add(TcpConnection connection) {
        if (!isFree(connection.remote(), connection.localPort())) {
            throw new IllegalStateException("there is a connection between the same two sockets already");
        }
        table.add(hash(connection), connection);
    }

    /**
     * Removes a connection.
     *
     * @return false if it was not there: a machine that never left LISTEN never was, and another connection may be
     *     between the same two sockets
     */
    boolean remove(TcpConnection connection) {
        return table.remove(hash(connection), connection);
    }

    int size() {
        return table.size();
    }

    /** In no order; connections may come and go meanwhile. */
    void forEach(Consumer<? super TcpConnection> action) {
        table.forEach(action);
    }

    private int hash(TcpConnection connection) {
        Endpoint remote = connection.remote();
        return hash(remote.address().high(), remote.address().low(), remote.port(), connection.localPort());
    }

    int hash(long high, long low, int remotePort, int localPort) {
        return (int) hash.begin().add(high).add(low).end(remotePort << 16 | localPort);
    }
}
