package dev.sequent.stack.tcp;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a stack by their {@linkplain FourTuple four-tuples}, in whatever state, from when they leave
 * LISTEN until they are gone; one whose remote was specified also while it is in LISTEN.
 */
final class ConnectionTable {

    private final LongTable<TcpConnection> byFourTuple;

    /** @param secrets for keys, so that nobody can make four-tuples collide */
    ConnectionTable(RandomGenerator secrets) {
        this.byFourTuple = new LongTable<>(secrets.nextLong(), secrets.nextLong());
    }

    @Nullable
    TcpConnection find(int remoteAddress, int remotePort, int localPort) {
        return byFourTuple.get(FourTuple.key(remoteAddress, remotePort, localPort));
    }

    Optional<TcpConnection> find(Endpoint remote, int localPort) {
        return Optional.ofNullable(find(remote.address(), remote.port(), localPort));
    }

    boolean isFree(Endpoint remote, int localPort) {
        return find(remote.address(), remote.port(), localPort) == null;
    }

    /** @throws PortInUseException if there is a connection from that port to that remote */
    void checkFree(Endpoint remote, int localPort) {
        if (!isFree(remote, localPort)) {
            throw new PortInUseException(
                    "local port " + localPort + " is in use: there is a connection from it to " + remote + " already");
        }
    }

    void add(TcpConnection connection) {
        byFourTuple.put(connection.key(), connection);
    }

    /**
     * Removes a connection.
     *
     * @return false if it was not there: a machine that never left LISTEN never was, and another connection may have
     *     its four-tuple
     */
    boolean remove(TcpConnection connection) {
        long key = connection.key();
        return byFourTuple.get(key) == connection && byFourTuple.remove(key);
    }

    int size() {
        return byFourTuple.size();
    }

    /** In no order; connections may come and go meanwhile. */
    void forEach(Consumer<? super TcpConnection> action) {
        byFourTuple.forEach(action);
    }
}
