package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How octets come and go: {@code read} and {@code write} in all their forms. */
final class TransferCalls {

    private static final int RECEIVE_FLAGS = Linux.MSG_PEEK
            | Linux.MSG_TRUNC
            | Linux.MSG_DONTWAIT
            | Linux.MSG_WAITALL
            | Linux.MSG_NOSIGNAL
            | Linux.MSG_OOB
            | Linux.MSG_ERRQUEUE;

    private final Blocking blocking;

    TransferCalls(Blocking blocking) {
        this.blocking = blocking;
    }

    // ---------------------------------------------------------------- receiving

    Call read(int fd, List<byte[]> buffers) {
        Call call = new Call();
        return blocking.on(call, fd, socket -> {
            if (Vector.length(buffers) == 0) {
                call.returns(Result.of(0), blocking.now());
            } else {
                receive(call, socket, buffers, 0);
            }
        });
    }

    Call receive(int fd, List<byte[]> buffers, int flags) {
        Call call = new Call();
        return blocking.on(call, fd, socket -> receive(call, socket, buffers, flags));
    }

    /** Nothing comes out of band, and nothing of a stream is cut off: what was received has no flags. */
    Answer<Integer> receiveMessage(int fd, List<byte[]> buffers, int flags) {
        Answer<Integer> call = new Answer<>();
        call.hands(0);
        return blocking.on(call, fd, socket -> receive(call, socket, buffers, flags));
    }

    private void receive(Call call, StreamSocket socket, List<byte[]> buffers, int flags) throws CallFailed {
        if ((flags & ~RECEIVE_FLAGS) != 0) {
            throw new CallFailed(Errno.EOPNOTSUPP);
        }
        if ((flags & Linux.MSG_ERRQUEUE) != 0) {
            throw new CallFailed(Errno.EAGAIN); // It is always empty.
        }
        if (socket.stage() == StreamSocket.Stage.LISTENING) {
            throw new CallFailed(Errno.ENOTCONN);
        }
        if ((flags & Linux.MSG_OOB) != 0) {
            throw new CallFailed(Errno.EINVAL); // Urgent data is in the stream.
        }
        Receipt receipt = new Receipt(socket, buffers, flags);
        blocking.start(
                call,
                patience(socket, flags, socket.options().receiveTimeout()),
                List.of(socket.news()),
                receipt::attempt,
                receipt::late);
    }

    private static long patience(StreamSocket socket, int flags, OptionValue.Time limit) {
        return socket.isNonBlocking() || (flags & Linux.MSG_DONTWAIT) != 0
                ? Blocking.NOT
                : SocketOptions.patience(limit);
    }

    /** A call that receives, as far as it has come. */
    private static final class Receipt {

        private final StreamSocket socket;
        private final Vector vector;
        private final boolean peek;
        private final boolean discard;
        /** It does not return with less, unless something comes in its way. */
        private final int least;

        private int done;

        Receipt(StreamSocket socket, List<byte[]> buffers, int flags) {
            this.socket = socket;
            this.vector = new Vector(buffers);
            this.peek = (flags & Linux.MSG_PEEK) != 0;
            this.discard = (flags & Linux.MSG_TRUNC) != 0;
            int length = vector.length();
            int wanted = (flags & Linux.MSG_WAITALL) != 0
                    ? length
                    : Math.min(length, socket.options().number(NumberOption.RECEIVE_LOW_WATER));
            this.least = Math.max(1, wanted);
        }

        @Nullable
        Result attempt() throws CallFailed {
            take();
            if (done >= least || done > 0 && done == vector.length()) {
                return Result.of(done);
            }
            if (done > 0) {
                return socket.isReceiveShut() || socket.isClosed() ? Result.of(done) : null;
            }
            if (socket.remoteFinished()) {
                return Result.of(0);
            }
            Errno why = socket.takeError().orElse(null);
            if (why != null) {
                throw new CallFailed(why);
            }
            if (socket.isReceiveShut()) {
                return Result.of(0);
            }
            if (socket.isClosed()) {
                throw new CallFailed(Errno.ENOTCONN);
            }
            return null;
        }

        Result late() {
            return done > 0 ? Result.of(done) : Result.failed(Errno.EAGAIN);
        }

        private void take() {
            if (peek) {
                done = 0; // They are still there: from the beginning.
            }
            int n = Math.min(socket.available(), vector.length() - done);
            if (n <= 0) {
                return;
            }
            byte[] octets = new byte[n];
            try {
                int taken =
                        peek ? socket.user().peek(octets, 0, n) : socket.user().read(octets, 0, n);
                if (!discard) {
                    vector.put(done, octets, taken);
                }
                done += Math.max(0, taken);
            } catch (TcpException e) {
                // It has ended meanwhile, and there is nothing left; the socket knows why.
            }
        }
    }

    // ---------------------------------------------------------------- sending

    Call send(int fd, List<byte[]> buffers, int flags) {
        Call call = new Call();
        return blocking.on(call, fd, socket -> {
            if ((flags & (Linux.MSG_ZEROCOPY | Linux.MSG_FASTOPEN)) != 0) {
                throw new CallFailed(Errno.EOPNOTSUPP);
            }
            Dispatch dispatch = new Dispatch(socket, buffers, flags);
            blocking.start(
                    call,
                    patience(socket, flags, socket.options().sendTimeout()),
                    List.of(socket.news()),
                    dispatch::attempt,
                    dispatch::late);
        });
    }

    /** A call that sends, as far as it has come. */
    private static final class Dispatch {

        private final StreamSocket socket;
        private final byte[] octets;
        private final boolean more;
        private final boolean urgent;
        private int done;
        private boolean waited;

        Dispatch(StreamSocket socket, List<byte[]> buffers, int flags) {
            this.socket = socket;
            this.octets = new Vector(buffers).octets();
            this.more = (flags & Linux.MSG_MORE) != 0;
            this.urgent = (flags & Linux.MSG_OOB) != 0;
        }

        @Nullable
        Result attempt() throws CallFailed {
            if (socket.isOpening()) {
                return null;
            }
            boolean never = socket.connection() == null || socket.isClosed();
            if (never || socket.hasError() || socket.isSendShut()) {
                if (done > 0) {
                    return Result.of(done);
                }
                throw new CallFailed(socket.takeError().orElse(Errno.EPIPE));
            }
            if (waited && !socket.isWritable()) {
                return null; // Linux wakes a writer when there is room worth it.
            }
            try {
                boolean push = !more && !socket.options().isOn(NumberOption.CORK);
                done += socket.user().write(octets, done, octets.length - done, push, urgent);
            } catch (TcpException e) {
                throw new CallFailed(socket.takeError().orElse(Errno.EPIPE));
            }
            if (done == octets.length) {
                return Result.of(done);
            }
            waited = true;
            socket.missRoom();
            return null;
        }

        Result late() {
            return done > 0 ? Result.of(done) : Result.failed(Errno.EAGAIN);
        }
    }
}
