package dev.sequent.stack.posix;

import dev.sequent.stack.Stack;
import dev.sequent.stack.posix.StreamSocket.Stage;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.PortInUseException;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How sockets and connections begin: {@code socket}, {@code bind}, {@code listen}, {@code accept}, {@code connect}. */
final class OpeningCalls {

    /** As in Linux's net.core.somaxconn. */
    private static final int MOST_WAITING = 4096;

    private final Stack stack;
    private final Descriptors descriptors;
    private final Blocking blocking;
    private final Ports ports;

    OpeningCalls(Stack stack, Descriptors descriptors, Blocking blocking) {
        this.blocking = blocking;
        this.stack = stack;
        this.descriptors = descriptors;
        this.ports = new Ports(stack.tcp(), descriptors);
    }

    Result socket(int domain, int type, int protocol) throws CallFailed {
        int flags = type & ~Linux.SOCK_TYPE_MASK;
        if ((flags & ~(Linux.SOCK_NONBLOCK | Linux.SOCK_CLOEXEC)) != 0) {
            throw new CallFailed(Errno.EINVAL);
        }
        if (domain != Linux.AF_INET) {
            throw new CallFailed(Errno.EAFNOSUPPORT);
        }
        if ((type & Linux.SOCK_TYPE_MASK) != Linux.SOCK_STREAM) {
            throw new CallFailed(Errno.ESOCKTNOSUPPORT);
        }
        if (protocol != 0 && protocol != Linux.IPPROTO_TCP) {
            throw new CallFailed(Errno.EPROTONOSUPPORT);
        }
        return Result.of(add(new StreamSocket(new SocketOptions(stack.tcp())), flags));
    }

    private int add(StreamSocket socket, int flags) throws CallFailed {
        socket.nonBlocking((flags & Linux.SOCK_NONBLOCK) != 0);
        return descriptors.add(socket);
    }

    Result bind(int fd, SocketAddress address) throws CallFailed {
        StreamSocket socket = descriptors.socket(fd);
        if (address.family() != Linux.AF_INET && !(address.family() == Linux.AF_UNSPEC && isAny(address))) {
            throw new CallFailed(Errno.EAFNOSUPPORT);
        }
        if (!isAny(address) && !address.address().equals(stack.tcp().address())) {
            throw new CallFailed(Errno.EADDRNOTAVAIL);
        }
        if (!socket.isClosed() || socket.bound().isPresent()) {
            throw new CallFailed(Errno.EINVAL);
        }
        bind(socket, address);
        return Result.of(0);
    }

    private void bind(StreamSocket socket, SocketAddress address) throws CallFailed {
        int port = address.port();
        if (port == 0) {
            port = ports.unused();
        } else if (!ports.isFree(port, socket)) {
            throw new CallFailed(Errno.EADDRINUSE);
        }
        socket.bind(new SocketAddress(Linux.AF_INET, address.address(), port));
    }

    private static boolean isAny(SocketAddress address) {
        return address.address().equals(address.address().unspecified());
    }

    Result listen(int fd, int backlog) throws CallFailed {
        StreamSocket socket = descriptors.socket(fd);
        // A negative one is a very large one; and one more than the backlog may wait, as in Linux.
        int waiting = (backlog < 0 ? MOST_WAITING : Math.min(backlog, MOST_WAITING)) + 1;
        TcpListener listening = socket.listener();
        if (listening != null) {
            listening.backlog(waiting);
            return Result.of(0);
        }
        if (!socket.isClosed() || socket.stage() != Stage.UNCONNECTED) {
            throw new CallFailed(Errno.EINVAL);
        }
        if (socket.bound().isEmpty()) {
            bind(socket, socket.name(stack.tcp().address()));
        }
        try {
            TcpListener listener = stack.listen(socket.localPort(), waiting);
            listener.options(socket.options()::applyTo);
            socket.listens(listener);
        } catch (PortInUseException e) {
            throw new CallFailed(Errno.EADDRINUSE);
        } catch (IllegalStateException e) {
            throw new CallFailed(Errno.ENETDOWN); // The stack has ended.
        }
        return Result.of(0);
    }

    Answer<SocketAddress> accept(int fd, int flags) {
        Answer<SocketAddress> call = new Answer<>();
        return blocking.on(call, fd, socket -> {
            if ((flags & ~(Linux.SOCK_NONBLOCK | Linux.SOCK_CLOEXEC)) != 0) {
                throw new CallFailed(Errno.EINVAL);
            }
            long patience = socket.isNonBlocking()
                    ? Blocking.NOT
                    : SocketOptions.patience(socket.options().receiveTimeout());
            blocking.start(
                    call,
                    patience,
                    List.of(socket.news()),
                    () -> accept(call, socket, flags),
                    () -> Result.failed(Errno.EAGAIN));
        });
    }

    private @Nullable Result accept(Answer<SocketAddress> call, StreamSocket listening, int flags) throws CallFailed {
        TcpListener listener = listening.listener();
        if (listener == null) {
            throw new CallFailed(Errno.EINVAL); // It does not listen, or no longer.
        }
        TcpConnection connection = listener.poll();
        if (connection == null) {
            return null;
        }
        StreamSocket socket = new StreamSocket(listening.options().inherited());
        socket.accepted(connection);
        call.hands(SocketAddress.of(connection.remote()));
        return Result.of(add(socket, flags));
    }

    Call connect(int fd, SocketAddress remote) {
        Call call = new Call();
        return blocking.on(call, fd, socket -> {
            if (remote.family() == Linux.AF_UNSPEC) {
                disconnect(socket);
                call.returns(Result.of(0), blocking.now());
                return;
            }
            boolean first = socket.stage() == Stage.UNCONNECTED;
            switch (socket.stage()) {
                case DISCONNECTING -> throw new CallFailed(Errno.EINVAL);
                case LISTENING, CONNECTED -> throw new CallFailed(Errno.EISCONN);
                case CONNECTING -> {}
                case UNCONNECTED -> begin(socket, remote);
            }
            long patience = socket.isNonBlocking()
                    ? Blocking.NOT
                    : SocketOptions.patience(socket.options().sendTimeout());
            Errno late = first ? Errno.EINPROGRESS : Errno.EALREADY;
            blocking.start(call, patience, List.of(socket.news()), () -> outcome(socket), () -> Result.failed(late));
        });
    }

    private void begin(StreamSocket socket, SocketAddress remote) throws CallFailed {
        if (remote.family() != Linux.AF_INET) {
            throw new CallFailed(Errno.EAFNOSUPPORT);
        }
        Endpoint to = isAny(remote) ? new Endpoint(stack.tcp().address(), remote.port()) : remote.endpoint();
        try {
            socket.connects(stack.connect(to, socket.localPort(), socket.options()::applyTo));
        } catch (PortInUseException e) {
            throw new CallFailed(Errno.EADDRNOTAVAIL);
        } catch (IllegalStateException e) {
            throw new CallFailed(Errno.ENETDOWN); // The stack has ended.
        }
    }

    /** What has come of a connect; null if nothing has yet. */
    private static @Nullable Result outcome(StreamSocket socket) throws CallFailed {
        if (socket.isOpening()) {
            return null;
        }
        if (socket.isClosed()) {
            Errno why = socket.takeError().orElse(Errno.ECONNABORTED);
            socket.starts();
            socket.news().tell();
            throw new CallFailed(why);
        }
        socket.connected();
        return Result.of(0);
    }

    /** Ends whatever it is engaged in; it may be used again. */
    static void disconnect(StreamSocket socket) {
        TcpListener listener = socket.listener();
        if (listener != null) {
            listener.close();
        }
        TcpConnection connection = socket.connection();
        boolean cutOff = connection != null && !socket.isClosed();
        socket.starts();
        if (connection != null) {
            connection.user().abort();
        }
        if (cutOff) {
            socket.fails(Errno.ECONNRESET);
        }
        socket.news().tell();
    }

    Answer<SocketAddress> localName(int fd) {
        Answer<SocketAddress> call = new Answer<>();
        return blocking.atOnce(call, () -> {
            call.hands(descriptors.socket(fd).name(stack.tcp().address()));
            return Result.of(0);
        });
    }

    Answer<SocketAddress> remoteName(int fd) {
        Answer<SocketAddress> call = new Answer<>();
        return blocking.atOnce(call, () -> {
            StreamSocket socket = descriptors.socket(fd);
            TcpConnection connection = socket.connection();
            if (connection == null || socket.isClosed() || socket.isOpening()) {
                throw new CallFailed(Errno.ENOTCONN);
            }
            call.hands(SocketAddress.of(connection.remote()));
            return Result.of(0);
        });
    }
}
