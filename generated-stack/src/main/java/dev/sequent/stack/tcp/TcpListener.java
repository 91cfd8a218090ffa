package dev.sequent.stack.tcp;

import dev.sequent.stack.time.Clock;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A port that listens: each connection request gets a machine of its own in LISTEN, as if the user had issued a passive
 * OPEN for each.
 *
 * <p>How many may wait to be accepted is bounded by the backlog; how many may be half-open, on their way there, has its
 * own bound, so that neither gets in the other's way. Both are bounds of memory.
 */
public final class TcpListener {

    /**
     * Half-open connections at most: at 10,000 forged SYNs a second, an honest one stays for a tenth of a second, on
     * average.
     */
    static final int HALF_OPEN = 1024;

    /**
     * Limit on those that hold text that came with the SYN: each costs a receive buffer, and honest ones are rare (RFC
     * 4987, 3.5).
     */
    static final int HALF_OPEN_WITH_TEXT = 16;

    private static final TcpFailure GAVE_WAY =
            new TcpFailure(TcpFailure.Kind.CLOSED, "the connection was half-open, and gave way to another");

    private final TcpLayer layer;
    private final int port;
    private int backlog;

    private final Monitor monitor = new Monitor("a connection");
    private final Condition arrived = monitor.condition();
    private final ArrayDeque<TcpConnection> established = new ArrayDeque<>();
    private @Nullable TcpFailure failure;
    private Runnable newsHook = () -> {};
    private @Nullable Consumer<UserOptions> options;

    // The loop's.
    private final HalfOpen halfOpen;
    private final HalfOpen halfOpenWithText;
    /** Established in the current batch, and on their way to {@link #established}. */
    private int settling;

    TcpListener(TcpLayer layer, int port, int backlog, RandomGenerator random) {
        this.layer = layer;
        this.port = port;
        this.backlog = backlog;
        this.halfOpen = new HalfOpen(HALF_OPEN, random);
        this.halfOpenWithText = new HalfOpen(HALF_OPEN_WITH_TEXT, random);
    }

    public int port() {
        return port;
    }

    public Endpoint local() {
        return new Endpoint(layer.address(), port);
    }

    /** For users on the loop itself, which cannot wait: called there when a connection has been established. */
    public void onNews(Runnable hook) {
        newsHook = hook;
    }

    /** What connections that come are told before anything else; on the loop. */
    public void options(Consumer<UserOptions> set) {
        options = set;
    }

    /** How many connections may wait to be accepted from now on; on the loop. */
    public void backlog(int most) {
        backlog = most;
    }

    /** Whether no connection waits to be accepted. */
    public boolean isEmpty() {
        return waiting() == 0;
    }

    /** Takes the connection that was established first, if there is one. */
    public @Nullable TcpConnection poll() {
        monitor.lock();
        try {
            TcpConnection connection = established.pollFirst();
            if (connection != null) {
                connection.accepted();
            }
            return connection;
        } finally {
            monitor.unlock();
        }
    }

    /**
     * Waits for a connection and takes it.
     *
     * @param timeoutNanos how long to wait, {@link Clock#NEVER} for as long as it takes
     * @return null when the time is up
     * @throws TcpException if the listener is closed
     */
    public @Nullable TcpConnection accept(long timeoutNanos) throws TcpException, InterruptedIOException {
        monitor.lock();
        try {
            long left = timeoutNanos;
            while (true) {
                TcpFailure why = failure;
                if (why != null) {
                    throw new TcpException(why);
                }
                TcpConnection connection = established.pollFirst();
                if (connection != null) {
                    connection.accepted();
                    return connection;
                }
                if (left <= 0) {
                    return null;
                }
                left = monitor.await(arrived, left);
            }
        } finally {
            monitor.unlock();
        }
    }

    /** Stops listening; connections that nobody has accepted are aborted. May be called from any thread. Idempotent. */
    public void close() {
        TcpFailure why = new TcpFailure(TcpFailure.Kind.CLOSED, "the listener on port " + port + " was closed here");
        if (refuse(why)) {
            layer.post(() -> layer.unlisten(this));
        }
    }

    // ---------------------------------------------------------------- the loop's side

    /** Wakes accepting threads. @return false if it was closed before */
    boolean refuse(TcpFailure why) {
        monitor.lock();
        try {
            if (failure != null) {
                return false;
            }
            failure = why;
            arrived.signalAll();
            return true;
        } finally {
            monitor.unlock();
        }
    }

    /** The backlog is full. */
    boolean isFull() {
        return settling + waiting() >= backlog;
    }

    /** Another half-open connection would take the place of one. */
    boolean isCrowded() {
        return halfOpen.isFull();
    }

    private int waiting() {
        monitor.lock();
        try {
            return established.size();
        } finally {
            monitor.unlock();
        }
    }

    /**
     * Tells a connection that came what its user would set: before its machine has seen a segment, if it has one of its
     * own.
     */
    void prepare(TcpConnection connection, long now) {
        Consumer<UserOptions> set = options;
        if (set != null) {
            set.accept(connection.user().options());
            connection.prepare(now);
        }
    }

    /** A connection has come from LISTEN to SYN-RECEIVED. */
    void began(TcpConnection connection) {
        boolean withText = connection.hasText();
        TcpConnection inTheWay = (withText ? halfOpenWithText : halfOpen).add(connection);
        if (inTheWay != null) {
            layer.counters().increment(TcpCounter.HALF_OPEN_GAVE_WAY);
            inTheWay.end(GAVE_WAY);
        }
    }

    /**
     * It is no longer half-open, even if its user is told only when the batch is over: from here on it gives way to
     * none.
     */
    void leftHalfOpen(TcpConnection connection) {
        if (noLongerHalfOpen(connection)) {
            settling++;
        }
    }

    private boolean noLongerHalfOpen(TcpConnection connection) {
        return halfOpen.remove(connection) || halfOpenWithText.remove(connection);
    }

    void established(TcpConnection connection) {
        if (!noLongerHalfOpen(connection)) {
            settling--;
        }
        monitor.lock();
        try {
            established.addLast(connection);
            arrived.signal();
        } finally {
            monitor.unlock();
        }
        newsHook.run();
    }

    /** @param untold whether it had been established, but {@link #established} not called yet */
    void gone(TcpConnection connection, boolean untold) {
        if (!noLongerHalfOpen(connection) && untold) {
            settling--;
        }
    }

    /** Aborts everything that nobody has accepted. */
    void abortAll(long now) {
        halfOpen.all().forEach(c -> c.abort(now));
        halfOpenWithText.all().forEach(c -> c.abort(now));
        TcpConnection waiting;
        while ((waiting = poll()) != null) {
            waiting.abort(now);
        }
    }

    ConnectionInfo info() {
        return new ConnectionInfo(
                Binding.PASSIVE_NAME,
                waiting(),
                backlog,
                local(),
                Endpoint.any(layer.address()),
                java.util.List.of(),
                0,
                Observed.NOTHING);
    }
}
