package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.stack.ip.IpLayer;
import dev.sequent.wire.IpAddress;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The ports that are listened on, and who gets in there: RFC 9293 says what a segment does in LISTEN, but not how many
 * connections there is room for.
 */
final class Listeners {

    private final TcpLayer layer;
    private final IpLayer ip;
    private final RandomGenerator secrets;
    private final HashTable<TcpListener> table = new HashTable<>();
    private final SipHash hash;

    Listeners(TcpLayer layer, IpLayer ip, RandomGenerator secrets) {
        this.layer = layer;
        this.ip = ip;
        this.secrets = secrets;
        this.hash = new SipHash(secrets.nextLong(), secrets.nextLong());
    }

    /** As {@link TcpLayer#listen}. */
    TcpListener add(int port, int backlog) {
        if (port < 1 || port > 65535 || backlog < 1) {
            throw new IllegalArgumentException(
                    "a port to listen on is from 1 to 65535 and the backlog is positive, not " + port + ", " + backlog);
        }
        if (get(port) != null) {
            throw new PortInUseException(
                    "port " + port + " is in use: something listens on it already; close that or take another port");
        }
        TcpListener listener = new TcpListener(layer, port, backlog, secrets);
        table.add(hash(port), listener);
        return listener;
    }

    @Nullable
    TcpListener get(int port) {
        int place = table.first(hash(port));
        while (place != HashTable.NONE) {
            TcpListener listener = table.at(place);
            if (listener.port() == port) {
                return listener;
            }
            place = table.next(place);
        }
        return null;
    }

    private int hash(int port) {
        return (int) hash.begin().end(port);
    }

    void remove(TcpListener listener) {
        table.remove(hash(listener.port()), listener);
    }

    void forEach(Consumer<? super TcpListener> action) {
        table.forEach(action);
    }

    /**
     * Whether there is room at a listener for a machine, for a segment of no connection. Others give way for it if need
     * be, but not for a source whose neighbour (on the way back) is not known: that is being asked for, and when the
     * SYN comes again it is known, or nobody has that address.
     */
    boolean hasRoom(long now, TcpListener listener, IpAddress source) {
        return !listener.isFull() && (!listener.isCrowded() || ip.isNeighbourKnown(now, source));
    }

    /**
     * Whether a segment for a connection would establish it when a full backlog already waits to be accepted. It then
     * counts as lost, and the SYN,ACK will be sent again.
     */
    static boolean comesTooEarly(TcpConnection connection, Segment segment) {
        TcpListener listener = connection.halfOpenPlace < 0 ? null : connection.listener();
        return listener != null && listener.isFull() && (segment.CTL & (Binding.ACK | Binding.RST)) == Binding.ACK;
    }
}
