package dev.sequent.stack.tcp;

import dev.sequent.stack.time.Clock;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A port that listens: each connection request gets a machine of its own in LISTEN, as if the user had issued a passive OPEN for each.
 *
 * <p>How many may wait, to be established and then to be accepted, is bounded by the backlog: a bound of memory.
 */
public final class TcpListener {

    private final TcpLayer layer;
    private final int port;
    private final int backlog;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<TcpConnection> established = new ArrayDeque<>();
    private @Nullable TcpFailure failure;
    private Runnable newsHook = () -> {};

    /** Connections on their way to being established. The loop's. */
    private final Set<TcpConnection> opening = new HashSet<>();

    TcpListener(TcpLayer layer, int port, int backlog) {
        this.layer = layer;
        this.port = port;
        this.backlog = backlog;
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

    /** Takes the connection that was established first, if there is one. */
    public @Nullable TcpConnection poll() {
        lock.lock();
        try {
            TcpConnection connection = established.pollFirst();
            if (connection != null) {
                connection.accepted();
            }
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a connection and takes it.
     *
     * @param timeoutNanos how long to wait, {@link Clock#NEVER} for as long as it takes
     * @return null when the time is over
     * @throws TcpException if the listener is closed
     */
    public @Nullable TcpConnection accept(long timeoutNanos) throws TcpException, InterruptedIOException {
        lock.lock();
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
                left = await(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private long await(long nanos) throws InterruptedIOException {
        try {
            if (nanos == Clock.NEVER) {
                arrived.await();
                return nanos;
            }
            return arrived.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread was interrupted while it waited for a connection");
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

    /** Wakes whoever accepts. @return false if it was closed before */
    boolean refuse(TcpFailure why) {
        lock.lock();
        try {
            if (failure != null) {
                return false;
            }
            failure = why;
            arrived.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isFull() {
        return opening.size() + waiting() >= backlog;
    }

    private int waiting() {
        lock.lock();
        try {
            return established.size();
        } finally {
            lock.unlock();
        }
    }

    void began(TcpConnection connection) {
        opening.add(connection);
    }

    void established(TcpConnection connection) {
        opening.remove(connection);
        lock.lock();
        try {
            established.addLast(connection);
            arrived.signal();
        } finally {
            lock.unlock();
        }
        newsHook.run();
    }

    void gone(TcpConnection connection) {
        opening.remove(connection);
    }

    /** Aborts everything that nobody has accepted. */
    void abortAll(long now) {
        for (TcpConnection connection : Set.copyOf(opening)) {
            connection.abort(now);
        }
        TcpConnection waiting;
        while ((waiting = poll()) != null) {
            waiting.abort(now);
        }
    }

    ConnectionInfo info() {
        return new ConnectionInfo(
                Binding.LISTEN_NAME, waiting(), backlog, local(), Endpoint.ANY, java.util.List.of(), 0);
    }
}
