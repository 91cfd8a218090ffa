package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Silence;
import org.jspecify.annotations.Nullable;

/**
 * A machine in CLOSED, for segments that belong to no connection: the specification says how they are answered (RFC
 * 9293, 3.10.7.1).
 */
final class ClosedResponder extends Silence {

    private final TcpLayer layer;
    private Connection machine;

    // For the duration of one answer.
    private @Nullable Arrival arrival;
    private Endpoint remote = Endpoint.ANY;

    ClosedResponder(TcpLayer layer) {
        this.layer = layer;
        this.machine = new Connection(layer.parameters(), this);
    }

    /** @param from the sender of the segment */
    TcpCounter answer(Arrival segment, Endpoint from) {
        arrival = segment;
        remote = from;
        try {
            machine.receive(segment.now(), segment.segment());
            return TcpCounter.HANDLED_IN_CLOSED;
        } catch (RuntimeException e) {
            machine = new Connection(layer.parameters(), this);
            layer.fault("a segment from " + from + " for no connection", e);
            return TcpCounter.DROP_FAULT;
        } finally {
            arrival = null;
        }
    }

    @Override
    public void send(Message message) {
        Arrival to = answered();
        layer.transmit(to.now(), remote, to.localPort(), (Segment) message, null);
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        Arrival to = answered();
        return layer.isn(to.now(), remote, to.localPort()) & 0xFFFF_FFFFL;
    }

    private Arrival answered() {
        Arrival present = arrival;
        if (present == null) {
            throw new IllegalStateException("a machine in CLOSED acted when no segment was arriving");
        }
        return present;
    }
}
