package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.runtime.Machine;
import dev.sequent.stack.device.Counters;
import dev.sequent.stack.ip.Datagram;
import dev.sequent.stack.ip.IcmpError;
import dev.sequent.stack.ip.IpLayer;
import dev.sequent.wire.InternetChecksum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The input path: from the datagram that contains a segment to the machine that it is for, which is that of its
 * connection, or one in LISTEN if somebody listens on its port, or the one in CLOSED. {@link SegmentOutput} is the
 * output path.
 */
final class SegmentInput {

    private final TcpLayer layer;
    private final IpLayer ip;
    private final ConnectionTable connections;
    private final Listeners listeners;
    private final Counters<TcpCounter> counters;
    private final ClosedResponder closed;
    private final Arrival arrival = new Arrival();

    /** Those that the current batch was for. */
    private final List<TcpConnection> touched = new ArrayList<>();

    SegmentInput(TcpLayer layer, IpLayer ip, ConnectionTable connections, Listeners listeners) {
        this.layer = layer;
        this.ip = ip;
        this.connections = connections;
        this.listeners = listeners;
        this.counters = layer.counters();
        this.closed = new ClosedResponder(layer);
    }

    /** As {@link TcpLayer#receive}. */
    void receive(long now, Datagram datagram) {
        counters.increment(TcpCounter.SEGMENTS_RECEIVED);
        try {
            counters.increment(
                    switch (arrival.begin(now, datagram)) {
                        case SegmentWire.OK ->
                            datagram.checksumVouched() || checksumHolds(datagram)
                                    ? dispatch(arrival)
                                    : TcpCounter.DROP_CHECKSUM;
                        case SegmentWire.TOO_SHORT -> TcpCounter.DROP_TOO_SHORT;
                        default -> TcpCounter.DROP_MALFORMED;
                    });
        } finally {
            arrival.end();
        }
    }

    private static boolean checksumHolds(Datagram datagram) {
        int sum = InternetChecksum.sum(datagram.buffer(), datagram.offset(), datagram.length());
        return InternetChecksum.holds(InternetChecksum.add(datagram.pseudoHeader(), sum));
    }

    private TcpCounter dispatch(Arrival arrival) {
        TcpConnection connection = connections.find(arrival);
        if (connection != null) {
            return Listeners.comesTooEarly(connection, arrival.segment())
                    ? TcpCounter.DROP_BACKLOG_FULL
                    : toMachine(connection, arrival);
        }
        if (!ip.hasRoute(arrival.remoteAddress())) {
            return TcpCounter.DROP_NO_ROUTE; // Whatever the specification answered, it could not be delivered.
        }
        TcpListener listener = listeners.get(arrival.localPort());
        if (listener == null) {
            return closed.answer(arrival, arrival.remote());
        }
        if (!listeners.hasRoom(arrival.now(), listener, arrival.remoteAddress())) {
            return listener.isFull() ? TcpCounter.DROP_BACKLOG_FULL : TcpCounter.DROP_HALF_OPEN_FULL;
        }
        return toNewMachine(listener, arrival);
    }

    private TcpCounter toMachine(TcpConnection connection, Arrival arrival) {
        int result = connection.arrive(arrival);
        TcpConnection successor = connection.takeSuccessor();
        if (successor == null) {
            return arrived(connection, result);
        }
        counters.increment(TcpCounter.TIME_WAITS_ENDED_BY_SYN);
        TcpListener listener = successor.listener();
        if (listener != null) {
            listener.prepare(successor, arrival.now());
        }
        begins(successor);
        return arrived(successor, result);
    }

    /** A machine for this segment alone, unless it takes it out of LISTEN. */
    private TcpCounter toNewMachine(TcpListener listener, Arrival arrival) {
        TcpConnection child = new TcpConnection(layer, arrival.remote(), listener.port(), listener);
        listener.prepare(child, arrival.now());
        child.passive(arrival.now(), false);
        int result = child.arrive(arrival);
        begins(child);
        if (child.isGone() && result == TcpConnection.FAULT && child.isUnknownToRemote()) {
            closed.answer(
                    arrival, child.remote()); // There is no connection: say so, or the remote tries again and again.
        }
        return arrived(child, result);
    }

    /** A connection that came to a listener has left LISTEN, unless it is gone again. */
    private void begins(TcpConnection child) {
        TcpListener listener = child.listener();
        if (!child.isGone() && listener != null) {
            connections.add(child);
            listener.began(child);
            counters.increment(TcpCounter.CONNECTIONS_OPENED_PASSIVELY);
        }
    }

    private TcpCounter arrived(TcpConnection connection, int result) {
        if (!connection.touched && !connection.isGone()) {
            connection.touched = true;
            touched.add(connection);
        }
        return switch (result) {
            case Machine.DROP -> TcpCounter.DROP_BY_RULE;
            case Machine.IGNORED -> TcpCounter.DROP_IGNORED;
            case TcpConnection.FAULT -> TcpCounter.DROP_FAULT;
            default -> TcpCounter.HANDLED;
        };
    }

    /** As {@link TcpLayer#endOfBatch}. */
    void endOfBatch(long now) {
        for (int i = 0; i < touched.size(); i++) {
            TcpConnection connection = touched.get(i);
            connection.touched = false;
            connection.quiet(now);
        }
        touched.clear();
    }

    /** As {@link TcpLayer#icmpError}. */
    void icmpError(long now, IcmpError error) {
        Endpoint remote = new Endpoint(error.destinationAddress(), error.destinationPort());
        Optional<TcpConnection> connection = connections.find(remote, error.sourcePort());
        counters.increment(connection.isPresent() ? TcpCounter.ICMP_ERRORS_MATCHED : TcpCounter.ICMP_ERRORS_UNMATCHED);
        connection.ifPresent(c -> c.icmpError(now, error));
    }
}
