package dev.sequent.stack.socket;

import dev.sequent.stack.Stack;
import dev.sequent.stack.tcp.ConnectionInfo;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.PortInUseException;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.TcpFailure;
import dev.sequent.stack.tcp.UserOptions;
import dev.sequent.stack.tcp.UserSide;
import dev.sequent.stack.time.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One end of a connection, as blocking streams. One thread may read while another writes; each stream is for one thread
 * at a time.
 *
 * <p>Errors are {@link IOException}s with the text of the specification's signal or outcome: {@code connection
 * refused}, {@code connection reset}, {@code connection timed out}, {@code connection closing}.
 */
public final class TcpSocket implements Closeable {

    private final Stack stack;
    private final TcpConnection connection;
    private final UserSide user;
    private final Input input = new Input();
    private final Output output = new Output();
    private volatile long readTimeoutNanos = Clock.NEVER;
    private volatile boolean lingerZero;

    TcpSocket(Stack stack, TcpConnection connection) {
        this.stack = stack;
        this.connection = connection;
        this.user = connection.user();
    }

    /** Connects, from a port of the stack's choice, for as long as the specification tries. */
    public static TcpSocket connect(Stack stack, InetSocketAddress remote) throws IOException {
        return connect(stack, remote, 0, 0);
    }

    /**
     * Connects.
     *
     * @param localPort 0 for one of the stack's choice
     * @param timeoutMillis how long to try at most, 0 for as long as the specification does
     * @throws java.net.ConnectException if it is refused, or nobody answers
     * @throws java.net.NoRouteToHostException if there is no route to the remote @throws BindException if the local
     *     port is in use towards that remote, or none is left
     * @throws SocketTimeoutException if the time is up; the attempt is then given up
     */
    public static TcpSocket connect(Stack stack, InetSocketAddress remote, int localPort, int timeoutMillis)
            throws IOException {
        return connect(stack, remote, localPort, timeoutMillis, user -> {});
    }

    /** Connects with options that apply from the first SYN on. @param options sets them */
    public static TcpSocket connect(
            Stack stack, InetSocketAddress remote, int localPort, int timeoutMillis, Consumer<UserOptions> options)
            throws IOException {
        checkNotOnLoop(stack);
        Endpoint endpoint = SocketErrors.endpoint(remote, stack.tcp().address());
        TcpConnection connection;
        try {
            connection = stack.connect(endpoint, localPort, options);
        } catch (PortInUseException e) {
            throw new BindException(e.getMessage());
        } catch (IllegalStateException e) {
            throw new SocketException(e.getMessage());
        }
        boolean open = false;
        try {
            open = connection.user().awaitOpen(timeoutMillis == 0 ? Clock.NEVER : timeoutMillis * 1_000_000L);
        } catch (TcpException e) {
            throw SocketErrors.connecting(endpoint, e.failure());
        } finally {
            if (!open) {
                connection.user().abort();
            }
        }
        if (!open) {
            throw new SocketTimeoutException("no connection to " + endpoint + " within " + timeoutMillis + " ms");
        }
        return new TcpSocket(stack, connection);
    }

    static void checkNotOnLoop(Stack stack) {
        if (stack.onLoop()) {
            throw new IllegalStateException(
                    "a blocking call on the stack's own thread would wait for itself; make it on another thread");
        }
    }

    // ---------------------------------------------------------------- streams

    /** What the remote sends; ends when it has closed its direction. Closing the stream closes the socket. */
    public InputStream getInputStream() {
        return input;
    }

    /** What is sent to the remote; it is not buffered, so small writes should be. Closing it closes the socket. */
    public OutputStream getOutputStream() {
        return output;
    }

    /**
     * Has something called on the stack's loop, where nothing may wait, whenever a read would return at once, possibly
     * very soon. For serving many connections without a thread waiting on each.
     */
    public void onReadable(Runnable hook) {
        Runnable look = () -> {
            if (user.isReadable()) {
                hook.run();
            }
        };
        stack.post(() -> {
            connection.onNews(look);
            look.run();
        });
    }

    /** Whether the remote has finished sending, or the connection has ended, and nothing is left to be read. */
    public boolean isAtEnd() {
        return user.remoteFinished() && user.available() == 0 || user.isClosed();
    }

    /**
     * Says that nothing more will be written; what was written is still sent. The other direction stays open (RFC 9293,
     * 3.6).
     */
    public void shutdownOutput() throws IOException {
        if (user.isClosed()) {
            throw new SocketException("the socket is closed");
        }
        user.shutdownOutput();
    }

    /**
     * Says that nothing will be read that has not arrived yet: reads return what has, and then the end. The remote is
     * not told; when this end has {@linkplain #shutdownOutput finished} as well, what still comes draws a reset, since
     * nobody will read it (RFC 9293, 3.6.1, SHLD-3).
     */
    public void shutdownInput() throws IOException {
        if (user.isClosed()) {
            throw new SocketException("the socket is closed");
        }
        user.shutdownInput();
    }

    /**
     * Copies octets that have arrived, and leaves them.
     *
     * @return octets copied, 0 if there are none; does not wait
     */
    public int peek(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        return user.peek(target, offset, length);
    }

    /** Writes octets and {@linkplain #shutdownOutput says} that they are the last, which spares a segment. */
    public void writeLast(byte[] octets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, octets.length);
        checkNotOnLoop(stack);
        try {
            user.writeLast(octets, offset, length);
        } catch (TcpException e) {
            throw SocketErrors.using(e.failure());
        }
    }

    /** Octets that were written but not acknowledged by the remote. */
    public int unacknowledged() {
        return user.unacknowledged();
    }

    /**
     * Sends octets of which the last is marked as the end of urgent data (RFC 9293, 3.8.5). The remote gets them in the
     * stream like any others (RFC 6093).
     */
    public void sendUrgentData(byte[] octets) throws IOException {
        checkNotOnLoop(stack);
        try {
            user.writeUrgent(octets, 0, octets.length);
        } catch (TcpException e) {
            throw SocketErrors.using(e.failure());
        }
    }

    /** Whether the remote has announced urgent data since this was last asked. */
    public boolean takeUrgentNews() {
        return user.takeUrgentNews();
    }

    /**
     * Closes both directions. Returns at once; what was written is still sent, unless {@link #setLingerZero} or unread
     * text forbid it.
     */
    @Override
    public void close() {
        if (lingerZero) {
            user.abort();
        } else {
            user.close();
        }
    }

    /** Ends the connection at once by a reset: what was written and is not yet acknowledged may be lost. */
    public void abort() {
        user.abort();
    }

    /**
     * Waits until the connection is gone, TIME-WAIT included.
     *
     * @return whether it is within the time
     */
    public boolean awaitEnd(long millis) throws IOException {
        checkNotOnLoop(stack);
        return user.awaitEnd(millis * 1_000_000);
    }

    // ---------------------------------------------------------------- options

    /** Turns Nagle's algorithm off (RFC 9293, 3.7.4, MUST-17). */
    public void setTcpNoDelay(boolean on) {
        user.options().nodelay(on);
    }

    /** Asks for probes when nothing has been heard for long (RFC 9293, 3.8.4, MUST-24). */
    public void setKeepAlive(boolean on) {
        user.options().keepalive(on);
    }

    /**
     * How long what was written may stay unacknowledged before the connection is given up (RFC 9293, 3.9.1.1), instead
     * of the specification's USER-TIMEOUT-VALUE; 24 h at most, 0 for no limit.
     */
    public void setUserTimeout(long millis) {
        user.options().userTimeout(millis * 1_000_000);
    }

    /**
     * After how many retransmissions of a segment {@link #takeReports} reports it, and after how many the connection is
     * given up (RFC 9293, 3.8.3, MUST-21), instead of the specification's R1 and R2.
     *
     * @param r2 255 for never
     */
    public void setRetries(int r1, int r2) {
        user.options().retries(r1, r2);
    }

    /**
     * The Diffserv field of what is sent from now on (RFC 9293, 3.9.1.9): six bits above two that are ECN's and stay
     * zero.
     */
    public void setTrafficClass(int octet) {
        user.options().typeOfService(octet);
    }

    /** What else can be set of a connection: buffers, segment sizes, times of keepalive. */
    public UserOptions options() {
        return user.options();
    }

    /** Turns {@link #close} into an {@link #abort}, as a linger time of 0 does elsewhere. */
    public void setLingerZero(boolean on) {
        lingerZero = on;
    }

    /** How long a read waits at most before it throws {@link SocketTimeoutException}; 0 for no limit. */
    public void setSoTimeout(int millis) {
        readTimeoutNanos = millis == 0 ? Clock.NEVER : millis * 1_000_000L;
    }

    // ---------------------------------------------------------------- what it is

    public InetSocketAddress getLocalSocketAddress() {
        return SocketErrors.address(connection.local());
    }

    public InetSocketAddress getRemoteSocketAddress() {
        return SocketErrors.address(connection.remote());
    }

    public boolean isClosed() {
        return user.isClosed();
    }

    /** State, queues and timers, as STATUS gives them (RFC 9293, 3.9.1.5). */
    public ConnectionInfo status() {
        return stack.ask(() -> connection.info(stack.tcp().clockNow()));
    }

    /**
     * What has been reported since this was last asked, oldest first: soft errors from the network, and that a segment
     * had to be retransmitted R1 times (RFC 9293, 3.9.1.8). The connection goes on.
     */
    public List<String> takeReports() {
        return user.takeReports();
    }

    /** Why the connection came to an end, if not in the orderly way. */
    public Optional<String> failure() {
        return Optional.ofNullable(user.failure()).map(TcpFailure::text);
    }

    @Override
    public String toString() {
        return "TcpSocket[" + connection.local() + " to " + connection.remote() + "]";
    }

    private final class Input extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            checkNotOnLoop(stack);
            try {
                return user.readWaiting(target, offset, length, readTimeoutNanos);
            } catch (TcpException e) {
                throw SocketErrors.using(e.failure());
            }
        }

        @Override
        public int available() {
            return user.available();
        }

        @Override
        public void close() {
            TcpSocket.this.close();
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, source.length);
            checkNotOnLoop(stack);
            try {
                user.writeFully(source, offset, length);
            } catch (TcpException e) {
                throw SocketErrors.using(e.failure());
            }
        }

        @Override
        public void close() {
            TcpSocket.this.close();
        }
    }
}
