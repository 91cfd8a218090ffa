package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Message;

/** A machine in CLOSED, for segments that belong to nothing: the specification says what they get (RFC 9293, 3.10.7.1). */
final class ClosedResponder implements Effects {

    private final TcpLayer layer;
    private Connection machine;
    private Endpoint remote = Endpoint.ANY;
    private int localPort;

    ClosedResponder(TcpLayer layer) {
        this.layer = layer;
        this.machine = new Connection(layer.parameters(), this);
    }

    TcpCounter answer(long now, Segment segment, Endpoint to, int port) {
        remote = to;
        localPort = port;
        try {
            machine.receive(now, segment);
            return TcpCounter.HANDLED_IN_CLOSED;
        } catch (RuntimeException e) {
            machine = new Connection(layer.parameters(), this);
            layer.fault("a segment from " + to + " for no connection", e);
            return TcpCounter.DROP_FAULT;
        }
    }

    @Override
    public void send(Message message) {
        layer.transmit(remote, localPort, (Segment) message, null);
    }

    @Override
    public void start(int timer, long at) {}

    @Override
    public void stop(int timer) {}

    @Override
    public void signal(int signal) {}

    @Override
    public void effect(int effect, long a, long b, long c, long d) {}

    @Override
    public long function(int function, long a, long b, long c, long d) {
        return layer.isn(remote, localPort) & 0xFFFF_FFFFL;
    }
}
