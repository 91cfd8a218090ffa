package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpFailure;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.tcp.UserSide;
import dev.sequent.wire.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket: what a connection, or a listener, is to a program. It keeps what the stack's user does not know: that an
 * error is told once, which directions are shut, and what was set before there was a connection.
 *
 * <p>What is ready, for {@code poll}; where a cell names several, all are set, and POLLIN and POLLOUT bring POLLRDNORM
 * and POLLWRNORM:
 *
 * <table>
 * <caption>readiness</caption>
 * <tr><td>new, bound</td><td>OUT HUP</td></tr>
 * <tr><td>listening</td><td>IN if a connection can be accepted</td></tr>
 * <tr><td>connecting</td><td>nothing</td></tr>
 * <tr><td>connected</td><td>OUT if a third of the send buffer is free; IN if something can be read</td></tr>
 * <tr><td>the remote has finished</td><td>and IN RDHUP</td></tr>
 * <tr><td>SHUT_RD</td><td>and IN RDHUP</td></tr>
 * <tr><td>SHUT_WR</td><td>and OUT, however full the buffer</td></tr>
 * <tr><td>both shut, by whomever</td><td>IN OUT RDHUP HUP</td></tr>
 * <tr><td>over</td><td>IN OUT RDHUP HUP</td></tr>
 * <tr><td>with an error that nobody was told</td><td>and ERR</td></tr>
 * <tr><td>urgent data announced, and not read past</td><td>and PRI</td></tr>
 * </table>
 */
final class StreamSocket implements Descriptor {

    /** How far a socket has got, apart from what becomes of its connection. */
    enum Stage {
        UNCONNECTED,
        LISTENING,
        /** {@code connect} has been called, and nobody was told what came of it. */
        CONNECTING,
        CONNECTED,
        /** It was shut when what {@code connect} had begun was over, and nobody had been told. */
        DISCONNECTING
    }

    private final News news = new News();
    private final SocketOptions options;

    private Stage stage = Stage.UNCONNECTED;
    private @Nullable TcpConnection connection;
    private @Nullable TcpListener listener;
    private Optional<SocketAddress> bound = Optional.empty();
    private boolean nonBlocking;

    /** Linux's sk_err. */
    private @Nullable Errno error;

    private boolean receiveShut;
    private boolean sendShut;

    // What has become of the connection, as far as it was looked at.
    private boolean opened;
    private boolean remoteFinished;
    private boolean finAcknowledged;
    private boolean ended;
    private long received;

    /** There was no room for what was to be written: whoever wanted to write is told when there is. */
    private boolean roomMissed;

    StreamSocket(SocketOptions options) {
        this.options = options;
    }

    // ---------------------------------------------------------------- what it is

    Stage stage() {
        return stage;
    }

    SocketOptions options() {
        return options;
    }

    boolean isNonBlocking() {
        return nonBlocking;
    }

    void nonBlocking(boolean on) {
        nonBlocking = on;
    }

    Optional<SocketAddress> bound() {
        return bound;
    }

    void bind(SocketAddress address) {
        bound = Optional.of(address);
    }

    /** Of the connection, the listener, or what it is bound to; 0 for none. */
    int localPort() {
        TcpConnection c = connection;
        TcpListener l = listener;
        return c != null
                ? c.local().port()
                : l != null ? l.port() : bound.map(SocketAddress::port).orElse(0);
    }

    @Nullable
    TcpListener listener() {
        return listener;
    }

    @Nullable
    TcpConnection connection() {
        return connection;
    }

    /** The user's side of its connection. */
    UserSide user() {
        TcpConnection c = connection;
        if (c == null) {
            throw new IllegalStateException("the socket has no connection");
        }
        return c.user();
    }

    // ---------------------------------------------------------------- what becomes of it

    void listens(TcpListener with) {
        stage = Stage.LISTENING;
        listener = with;
        with.onNews(() -> news.tell(Linux.POLLIN | Linux.POLLRDNORM));
    }

    void connects(TcpConnection with) {
        stage = Stage.CONNECTING;
        connection = with;
        hear(with);
        absorb();
    }

    /** It came from a listener. */
    void accepted(TcpConnection with) {
        stage = Stage.CONNECTED;
        connection = with;
        opened = true;
        hear(with);
        absorb();
    }

    private void hear(TcpConnection with) {
        with.onNews(this::look);
        with.onRest(this::look);
    }

    /** The program has been told that it is connected. */
    void connected() {
        stage = Stage.CONNECTED;
    }

    /** It has nothing to do with what it was, and may be used again; what it is bound to stays. */
    void starts() {
        stage = Stage.UNCONNECTED;
        TcpConnection c = connection;
        if (c != null) {
            c.onNews(() -> {});
            c.onRest(() -> {});
        }
        TcpListener l = listener;
        if (l != null) {
            l.onNews(() -> {});
        }
        connection = null;
        listener = null;
        error = null;
        receiveShut = false;
        sendShut = false;
        opened = false;
        remoteFinished = false;
        finAcknowledged = false;
        ended = false;
        received = 0;
        roomMissed = false;
    }

    /** There is an error to be told. */
    void fails(Errno with) {
        error = with;
    }

    /** It is shut, in whatever direction: that is an answer to what {@code connect} had begun. */
    void shut() {
        if (stage == Stage.CONNECTING) {
            stage = isClosed() ? Stage.DISCONNECTING : Stage.CONNECTED;
        }
    }

    void shutReceiving() {
        receiveShut = true;
    }

    void shutSending() {
        sendShut = true;
    }

    /** The connection has news; as in Linux, an edge is text that comes, room that was missed, or a change of state. */
    private void look() {
        TcpConnection c = connection;
        if (c == null || ended) {
            return;
        }
        int what = absorb() ? News.ANY : 0;
        if (c.status().octetsReceived() != received || c.status().isUrgentAhead()) {
            received = c.status().octetsReceived();
            what |= Linux.POLLIN | Linux.POLLRDNORM | Linux.POLLPRI;
        }
        if (roomMissed && isWritable()) {
            roomMissed = false;
            what |= Linux.POLLOUT | Linux.POLLWRNORM;
        }
        if (what != 0) {
            news.tell(what);
        }
    }

    /** Takes over what has become of the connection. @return whether its state has changed */
    private boolean absorb() {
        boolean before = opened;
        boolean finishedBefore = remoteFinished;
        boolean acknowledgedBefore = finAcknowledged;
        takeOver();
        TcpConnection c = connection;
        finAcknowledged |= sendShut && c != null && c.status().isCloseAcknowledged();
        return ended || opened != before || remoteFinished != finishedBefore || finAcknowledged != acknowledgedBefore;
    }

    private void takeOver() {
        UserSide user = user();
        if (ended) {
            return;
        }
        if (user.phase() == UserSide.Phase.ENDED) {
            ended = true;
            TcpFailure failure = user.failure();
            if (failure != null) {
                error = (opened ? SocketFailures.using(failure, remoteFinished) : SocketFailures.connecting(failure))
                        .orElse(error);
            }
            receiveShut = true;
            sendShut = true;
        } else {
            opened |= user.phase() == UserSide.Phase.OPEN;
            if (user.remoteFinished()) {
                remoteFinished = true;
                receiveShut = true;
            }
        }
    }

    // ---------------------------------------------------------------- what calls ask

    /** Whether the handshake is under way. */
    boolean isOpening() {
        return connection != null && !opened && !ended;
    }

    /** Whether there is no connection, no longer or not yet, and nothing listens: Linux's TCP_CLOSE. */
    boolean isClosed() {
        TcpConnection c = connection;
        return listener == null && (c == null || ended || TcpState.isLeft(c));
    }

    /** Whether the connection has come to its end. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether the remote's FIN has come. */
    boolean remoteFinished() {
        return remoteFinished;
    }

    boolean isReceiveShut() {
        return receiveShut;
    }

    boolean isSendShut() {
        return sendShut;
    }

    /** Octets that can be read. */
    int available() {
        return connection == null || isOpening() ? 0 : user().available();
    }

    /** Whether there is an error that nobody has been told. */
    boolean hasError() {
        return error != null;
    }

    /** The error that nobody has been told, which is told now. */
    Optional<Errno> takeError() {
        Optional<Errno> taken = Optional.ofNullable(error);
        error = null;
        return taken;
    }

    // ---------------------------------------------------------------- readiness

    @Override
    public News news() {
        return news;
    }

    @Override
    public int ready() {
        TcpListener l = listener;
        if (l != null) {
            return l.isEmpty() ? 0 : Linux.POLLIN | Linux.POLLRDNORM;
        }
        int ready = 0;
        if (receiveShut && sendShut || isClosed()) {
            ready |= Linux.POLLHUP;
        }
        if (receiveShut) {
            ready |= Linux.POLLIN | Linux.POLLRDNORM | Linux.POLLRDHUP;
        }
        if (!isOpening()) {
            if (available() >= Math.max(1, options.number(NumberOption.RECEIVE_LOW_WATER))) {
                ready |= Linux.POLLIN | Linux.POLLRDNORM;
            }
            if (sendShut || isWritable()) {
                ready |= Linux.POLLOUT | Linux.POLLWRNORM;
            } else {
                roomMissed = true;
            }
            TcpConnection c = connection;
            if (c != null && !ended && c.status().isUrgentAhead()) {
                ready |= Linux.POLLPRI;
            }
        }
        if (error != null) {
            ready |= Linux.POLLERR;
        }
        return ready;
    }

    void missRoom() {
        roomMissed = true;
    }

    /** Linux's sk_stream_is_writeable: at least half as much is free as is queued. */
    boolean isWritable() {
        return connection == null || user().writable() > 0 && user().writable() >= user().unacknowledged() / 2;
    }

    // ---------------------------------------------------------------- names

    /** @param own the stack's address */
    SocketAddress name(IpAddress own) {
        TcpConnection c = connection;
        return c != null
                ? SocketAddress.of(c.local())
                : bound.orElseGet(() -> new SocketAddress(Linux.AF_INET, own.unspecified(), 0));
    }
}
