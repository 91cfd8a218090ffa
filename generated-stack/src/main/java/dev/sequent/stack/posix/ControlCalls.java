package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpConnection;

/** What is set and asked of a socket: {@code fcntl}, {@code ioctl}, {@code setsockopt}, {@code getsockopt}. */
final class ControlCalls {

    private static final int MICROS = 1_000_000;

    private final Descriptors descriptors;
    private final Blocking blocking;

    ControlCalls(Descriptors descriptors, Blocking blocking) {
        this.descriptors = descriptors;
        this.blocking = blocking;
    }

    Result fcntl(int fd, int command, int argument) throws CallFailed {
        StreamSocket socket = descriptors.socket(fd);
        return switch (command) {
            case Linux.F_GETFL -> Result.of(Linux.O_RDWR | (socket.isNonBlocking() ? Linux.O_NONBLOCK : 0));
            case Linux.F_SETFL -> {
                socket.nonBlocking((argument & Linux.O_NONBLOCK) != 0);
                yield Result.of(0);
            }
            case Linux.F_GETFD, Linux.F_SETFD -> Result.of(0); // There is no exec for which it would matter.
            default -> throw new CallFailed(Errno.EINVAL);
        };
    }

    Answer<Integer> ioctl(int fd, int request, int argument) {
        Answer<Integer> call = new Answer<>();
        return blocking.atOnce(call, () -> {
            StreamSocket socket = descriptors.socket(fd);
            call.hands(
                    switch (request) {
                        case Linux.SIOCINQ -> checked(socket).available();
                        case Linux.SIOCOUTQ -> queued(checked(socket), false);
                        case Linux.SIOCOUTQNSD -> queued(checked(socket), true);
                        case Linux.FIONBIO -> {
                            socket.nonBlocking(argument != 0);
                            yield argument;
                        }
                        default -> throw new CallFailed(Errno.EINVAL);
                    });
            return Result.of(0);
        });
    }

    private static StreamSocket checked(StreamSocket socket) throws CallFailed {
        if (socket.stage() == StreamSocket.Stage.LISTENING) {
            throw new CallFailed(Errno.EINVAL);
        }
        return socket;
    }

    private int queued(StreamSocket socket, boolean unsent) {
        TcpConnection connection = socket.connection();
        if (connection == null || socket.isOpening() || socket.isClosed()) {
            return 0;
        }
        return (int)
                (unsent ? connection.status().unsent() : connection.status().unacknowledged());
    }

    // ---------------------------------------------------------------- options

    Result set(int fd, int level, int name, OptionValue value) throws CallFailed {
        StreamSocket socket = descriptors.socket(fd);
        SocketOptions options = socket.options();
        if (level == Linux.SOL_SOCKET && name == Linux.SO_LINGER) {
            options.linger(as(OptionValue.Linger.class, value));
        } else if (level == Linux.SOL_SOCKET && name == Linux.SO_RCVTIMEO) {
            options.receiveTimeout(time(value));
        } else if (level == Linux.SOL_SOCKET && name == Linux.SO_SNDTIMEO) {
            options.sendTimeout(time(value));
        } else if (level == Linux.SOL_SOCKET && name == Linux.SO_OOBINLINE) {
            if (as(OptionValue.Number.class, value).value() == 0) {
                throw new CallFailed(Errno.EOPNOTSUPP); // Urgent data is in the stream, always (RFC 6093).
            }
        } else {
            NumberOption option = NumberOption.find(level, name).orElseThrow(() -> new CallFailed(Errno.ENOPROTOOPT));
            options.set(option, as(OptionValue.Number.class, value).value());
            if (socket.connection() != null && !socket.isClosed()) {
                option.tell(socket.user().options(), options);
            }
        }
        return Result.of(0);
    }

    private static <T extends OptionValue> T as(Class<T> type, OptionValue value) throws CallFailed {
        if (!type.isInstance(value)) {
            throw new CallFailed(Errno.EINVAL);
        }
        return type.cast(value);
    }

    private static OptionValue.Time time(OptionValue value) throws CallFailed {
        OptionValue.Time time = as(OptionValue.Time.class, value);
        if (time.micros() < 0 || time.micros() >= MICROS) {
            throw new CallFailed(Errno.EDOM);
        }
        return time;
    }

    Answer<OptionValue> get(int fd, int level, int name) {
        Answer<OptionValue> call = new Answer<>();
        return blocking.atOnce(call, () -> {
            StreamSocket socket = descriptors.socket(fd);
            call.hands(
                    switch (level) {
                        case Linux.SOL_SOCKET -> general(socket, name);
                        case Linux.SOL_TCP -> ofTcp(socket, name);
                        default -> number(socket, level, name);
                    });
            return Result.of(0);
        });
    }

    private OptionValue general(StreamSocket socket, int name) throws CallFailed {
        SocketOptions options = socket.options();
        return switch (name) {
            case Linux.SO_ERROR ->
                new OptionValue.Number(socket.takeError().map(Errno::number).orElse(0));
            case Linux.SO_TYPE -> new OptionValue.Number(Linux.SOCK_STREAM);
            case Linux.SO_PROTOCOL -> new OptionValue.Number(Linux.IPPROTO_TCP);
            case Linux.SO_DOMAIN -> new OptionValue.Number(Linux.AF_INET);
            case Linux.SO_ACCEPTCONN -> new OptionValue.Number(socket.listener() != null ? 1 : 0);
            case Linux.SO_OOBINLINE, Linux.SO_SNDLOWAT -> new OptionValue.Number(1);
            case Linux.SO_LINGER -> options.linger();
            case Linux.SO_RCVTIMEO -> options.receiveTimeout();
            case Linux.SO_SNDTIMEO -> options.sendTimeout();
            default -> number(socket, Linux.SOL_SOCKET, name);
        };
    }

    private OptionValue ofTcp(StreamSocket socket, int name) throws CallFailed {
        return switch (name) {
            case Linux.TCP_MAXSEG -> new OptionValue.Number(segmentSize(socket));
            case Linux.TCP_INFO -> new OptionValue.Info(TcpInfo.of(socket, blocking.now()));
            default -> number(socket, Linux.SOL_TCP, name);
        };
    }

    /** Of a connection, what holds for what is sent; else what was set, or what holds when the remote says nothing. */
    private static int segmentSize(StreamSocket socket) {
        TcpConnection connection = socket.connection();
        if (connection != null && !socket.isClosed()) {
            return (int) connection.status().segmentSize();
        }
        int set = socket.options().number(NumberOption.SEGMENT_SIZE);
        return set == 0 ? NumberOption.SEGMENT_SIZE.initially.number() : set;
    }

    private static OptionValue number(StreamSocket socket, int level, int name) throws CallFailed {
        NumberOption option = NumberOption.find(level, name).orElseThrow(() -> new CallFailed(Errno.ENOPROTOOPT));
        return new OptionValue.Number(socket.options().number(option));
    }
}
