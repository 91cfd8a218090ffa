package dev.sequent.stack.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A listener's connections in SYN-RECEIVED, up to a limit. When there is no room for a new one, one that is chosen by
 * lot gives way.
 *
 * <p>A SYN costs its forger nothing, and its source will never answer: forged ones would keep all others out for as
 * long as SYN,ACKs are repeated (RFC 4987, 2). By lot, an honest one that needs a time t for its third segment is still
 * there with probability exp(-t * r / n) at r SYNs a second and n places; nobody can arrange that it is always others
 * that give way, as with the oldest (3.4).
 *
 * <p>The one that gives way is told nothing. Most likely its address is forged: a reset to each would send a second
 * segment to the real owner of that address, for each that the attacker sends. An honest one learns of it as soon as it
 * sends, since its segment then meets a machine in LISTEN (RFC 9293, 3.10.7.2).
 */
final class HalfOpen {

    private final int limit;
    private final RandomGenerator random;
    private final List<TcpConnection> connections = new ArrayList<>();

    /** @param random must be unpredictable, or it could be arranged all the same */
    HalfOpen(int limit, RandomGenerator random) {
        this.limit = limit;
        this.random = random;
    }

    boolean isFull() {
        return connections.size() >= limit;
    }

    /** Adds a connection. @return the one that has to give way for it, already removed; null if none has */
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
