package dev.sequent.stack.socket;

import dev.sequent.stack.Stack;
import dev.sequent.stack.tcp.PortInUseException;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.tcp.UserOptions;
import dev.sequent.stack.time.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;

/** A port that listens. Any number of threads may accept. */
public final class TcpServerSocket implements Closeable {

    /** Connections that may wait to be established or accepted, by default. */
    public static final int DEFAULT_BACKLOG = 128;

    private final Stack stack;
    private final TcpListener listener;
    private volatile long acceptTimeoutNanos = Clock.NEVER;

    private TcpServerSocket(Stack stack, TcpListener listener) {
        this.stack = stack;
        this.listener = listener;
    }

    /** Listens with the default backlog. */
    public static TcpServerSocket listen(Stack stack, int port) throws IOException {
        return listen(stack, port, DEFAULT_BACKLOG);
    }

    /**
     * Listens.
     *
     * @param backlog connections that may wait to be accepted; what exceeds it is dropped, and may be sent again
     * @throws BindException if something listens on the port already
     */
    public static TcpServerSocket listen(Stack stack, int port, int backlog) throws IOException {
        return listen(stack, port, backlog, options -> {});
    }

    /**
     * The same with options that apply to each connection that comes, from its first segment on.
     *
     * @param options sets them, on the stack's loop
     */
    public static TcpServerSocket listen(Stack stack, int port, int backlog, Consumer<UserOptions> options)
            throws IOException {
        try {
            return new TcpServerSocket(stack, stack.ask(() -> {
                TcpListener listener = stack.listen(port, backlog);
                listener.options(options::accept);
                return listener;
            }));
        } catch (PortInUseException e) {
            throw new BindException(e.getMessage());
        } catch (IllegalStateException e) {
            throw new SocketException(e.getMessage());
        }
    }

    /**
     * Waits for a connection.
     *
     * @throws SocketTimeoutException if none came within the {@linkplain #setSoTimeout time}
     * @throws SocketException if the socket or the stack is closed, even while waiting
     */
    public TcpSocket accept() throws IOException {
        TcpSocket.checkNotOnLoop(stack);
        try {
            TcpConnection connection = listener.accept(acceptTimeoutNanos);
            if (connection == null) {
                throw new SocketTimeoutException(
                        "no connection has come within " + acceptTimeoutNanos / 1_000_000 + " ms");
            }
            return new TcpSocket(stack, connection);
        } catch (TcpException e) {
            throw SocketErrors.using(e.failure());
        }
    }

    /** How long {@link #accept} waits at most; 0 for no limit. */
    public void setSoTimeout(int millis) {
        acceptTimeoutNanos = millis == 0 ? Clock.NEVER : millis * 1_000_000L;
    }

    public InetSocketAddress getLocalSocketAddress() {
        return SocketErrors.address(listener.local());
    }

    /** Stops listening, wakes accepting threads, and aborts connections that nobody has accepted. Idempotent. */
    @Override
    public void close() {
        listener.close();
    }

    @Override
    public String toString() {
        return "TcpServerSocket[" + listener.local() + "]";
    }
}
