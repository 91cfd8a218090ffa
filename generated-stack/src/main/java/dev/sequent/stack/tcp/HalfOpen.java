package dev.sequent.stack.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a listener in SYN-RECEIVED, so many at most. When there is no room for a new one, one gives way that
 * is chosen by lot.
 *
 * <p>A SYN costs whoever forges it nothing, and its source will never answer: those that wait longest would keep all
 * others out for as long as SYN,ACKs are repeated (RFC 4987, 2). By lot, an honest one that needs a time t for its
 * third segment is still there with the probability exp(-t * r / n) at r SYNs a second and n places; nobody can arrange
 * that it is always the others' turn, as with the oldest (3.4).
 *
 * <p>The one that gives way hears nothing. Most likely its address is forged: a reset to each would send a second
 * segment to whoever really has that address, for each that the attacker sends. An honest one hears as soon as it
 * speaks, since its segment then meets a machine in LISTEN (RFC 9293, 3.10.7.2).
 */
final class HalfOpen {

    private final int limit;
    private final RandomGenerator random;
    private final List<TcpConnection> connections = new ArrayList<>();

    /** @param random not to be foreseen, or it could be arranged all the same */
    HalfOpen(int limit, RandomGenerator random) {
        this.limit = limit;
        this.random = random;
    }

    boolean isFull() {
        return connections.size() >= limit;
    }

    /** Takes in a connection. @return the one that has to give way for it, no longer here; null if none has */
    @Nullable
    TcpConnection add(TcpConnection connection) {
        TcpConnection inTheWay = null;
        if (isFull()) {
            inTheWay = connections.get(random.nextInt(connections.size()));
            remove(inTheWay);
        }
        connection.halfOpenPlace = connections.size();
        connections.add(connection);
        return inTheWay;
    }

    /** @return whether it was here */
    boolean remove(TcpConnection connection) {
        int place = connection.halfOpenPlace;
        if (place < 0 || place >= connections.size() || connections.get(place) != connection) {
            return false;
        }
        TcpConnection last = connections.removeLast();
        if (last != connection) {
            connections.set(place, last);
            last.halfOpenPlace = place;
        }
        connection.halfOpenPlace = -1;
        return true;
    }

    List<TcpConnection> all() {
        return List.copyOf(connections);
    }
}
