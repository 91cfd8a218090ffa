package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.runtime.Message;
import org.jspecify.annotations.Nullable;

/**
 * A machine in CLOSED, for segments that belong to no connection: the specification says how they are answered (RFC
 * 9293, 3.10.7.1).
 */
final class ClosedResponder implements ConnectionWorld {

    private final TcpLayer layer;
    private Connection machine;

    // For the duration of one answer.
    private @Nullable Arrival arrival;
    private Endpoint remote;

    ClosedResponder(TcpLayer layer) {
        this.layer = layer;
        this.remote = Endpoint.any(layer.address());
        this.machine = machine();
    }

    private Connection machine() {
        Connection fresh = new Connection(layer.parameters(), this);
        layer.watch(fresh);
        return fresh;
    }

    /** @param from the sender of the segment */
    TcpCounter answer(Arrival segment, Endpoint from) {
        arrival = segment;
        remote = from;
        try {
            machine.receive(segment.now(), segment.segment());
            return TcpCounter.HANDLED_IN_CLOSED;
        } catch (RuntimeException e) {
            machine = machine();
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
    public int isn() {
        Arrival to = answered();
        return layer.isn(to.now(), remote, to.localPort());
    }

    @Override
    public boolean listening() {
        return false; // who listens has been asked before
    }

    @Override
    public void start(int timer, long at) {
        throw impossible("start a timer");
    }

    @Override
    public void stop(int timer) {
        // Stopping one that does not run is nothing.
    }

    @Override
    public void signal(int signal) {
        // There is nobody to tell.
    }

    @Override
    public void place(int begin, long skip, long n) {
        throw impossible("place text");
    }

    @Override
    public void deliver(long n) {
        throw impossible("deliver text");
    }

    @Override
    public void acknowledge(long n) {
        throw impossible("forget text");
    }

    @Override
    public void lookForAnotherRoute() {
        throw impossible("look for a route");
    }

    @Override
    public void anotherUser() {
        throw impossible("go on for another user");
    }

    private static IllegalStateException impossible(String what) {
        return new IllegalStateException("there is no connection, and its machine wanted to " + what);
    }

    private Arrival answered() {
        Arrival present = arrival;
        if (present == null) {
            throw new IllegalStateException("a machine in CLOSED acted when no segment was arriving");
        }
        return present;
    }
}
