package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.runtime.Meaning;
import dev.sequent.runtime.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a machine does to the world, on behalf of its connection. That connection may change while it runs: out of
 * TIME-WAIT, a machine can go on as that of another connection between the same sockets (RFC 9293, 3.6.1, MAY-2), whose
 * user, text and timers have nothing to do with those of the previous one.
 *
 * <p>A machine acts only while it is called. Its caller announces the call with {@link #begin}, with the time and the
 * segment, if there is one; and calls {@link #end} when it has returned, after which neither is known any longer.
 */
final class MachineEffects implements ConnectionWorld {

    private final TcpLayer layer;
    private TcpConnection connection;

    private long now;
    /**
     * Valid only while {@link #arriving}; as a rule the same as before, and then not stored again, as in
     * {@link Arrival}.
     */
    private @Nullable Arrival arrival;

    private boolean arriving;

    MachineEffects(TcpLayer layer, TcpConnection connection) {
        this.layer = layer;
        this.connection = connection;
    }

    /** The machine is about to be told of something. @param segment null if no segment has arrived */
    void begin(long time, @Nullable Arrival segment) {
        now = time;
        arriving = segment != null;
        if (segment != null && arrival != segment) {
            arrival = segment;
        }
    }

    /** The machine has returned, or broken off. */
    void end() {
        arriving = false;
    }

    @Override
    public void send(Message message) {
        Segment segment = (Segment) message;
        connection.status().sends(now, segment);
        connection
                .trouble()
                .note(
                        layer.transmit(now, connection.remote(), connection.localPort(), segment, connection.text()),
                        segment);
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
        layer.told(Connection.SIGNALS[signal]);
        Meaning meaning = Binding.meaning(signal);
        if (meaning != null) {
            connection.news().signal(signal, meaning, connection.machine());
        }
        if (meaning == Meaning.OPENED) {
            layer.leftHalfOpen(connection);
        }
    }

    @Override
    public void place(int begin, long skip, long n) {
        int next = (int) connection.machine().variable(Binding.RECEIVED_UP_TO);
        connection.text().place(begin, next, arrived(), (int) skip, (int) n);
    }

    @Override
    public void deliver(long n) {
        connection.text().deliver((int) n);
    }

    @Override
    public void acknowledge(long n) {
        connection.text().acknowledge((int) n);
    }

    @Override
    public void lookForAnotherRoute() {
        layer.counters().increment(TcpCounter.OTHER_ROUTES_SOUGHT);
    }

    @Override
    public void anotherUser() {
        connection = connection.giveWay(now);
    }

    private Arrival arrived() {
        Arrival present = arrival;
        if (!arriving || present == null) {
            throw new IllegalStateException("text was to be placed when no segment was arriving");
        }
        return present;
    }

    @Override
    public int isn() {
        return layer.isn(now, connection.remote(), connection.localPort());
    }

    @Override
    public boolean listening() {
        return layer.listening(now, connection);
    }
}
