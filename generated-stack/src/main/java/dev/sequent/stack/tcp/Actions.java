package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Message;

/**
 * What a machine does to the world, passed on to the connection whose machine it is. That may change while it runs: out of TIME-WAIT it can go on
 * as the machine of another connection between the same sockets (RFC 9293, 3.6.1, MAY-2), whose user, text and timers have nothing to do with those
 * of the one before.
 */
final class Actions implements Effects {

    private final TcpLayer layer;
    private TcpConnection connection;

    Actions(TcpLayer layer, TcpConnection connection) {
        this.layer = layer;
        this.connection = connection;
    }

    @Override
    public void send(Message message) {
        connection.send((Segment) message);
    }

    @Override
    public void start(int timer, long at) {
        connection.timers().start(timer, at);
    }

    @Override
    public void stop(int timer) {
        connection.timers().stop(timer);
    }

    @Override
    public void signal(int signal) {
        connection.signal(signal);
    }

    @Override
    public void effect(int effect, long a, long b, long c, long d) {
        if (effect == Binding.PLACE) {
            connection.place((int) a, (int) b, (int) c);
        } else if (effect == Binding.DELIVER) {
            connection.text().deliver((int) a);
        } else if (effect == Binding.ACKNOWLEDGE) {
            connection.text().acknowledge((int) a);
        } else if (effect == Binding.ANOTHER_USER) {
            connection = connection.giveWay();
        } else {
            layer.counters().increment(TcpCounter.OTHER_ROUTES_SOUGHT);
        }
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        if (function == Binding.LISTENING) {
            return layer.listening(connection) ? 1 : 0;
        }
        return layer.isn(connection.remote(), connection.localPort()) & 0xFFFF_FFFFL; // There is no third: Binding has seen to it.
    }
}
