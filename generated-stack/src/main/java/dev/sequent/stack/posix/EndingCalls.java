package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.tcp.UserSide;
import java.util.List;

/** How connections and descriptors end: {@code shutdown} and {@code close}. */
final class EndingCalls {

    private final Descriptors descriptors;
    private final Blocking blocking;

    EndingCalls(Descriptors descriptors, Blocking blocking) {
        this.descriptors = descriptors;
        this.blocking = blocking;
    }

    Result shutdown(int fd, int how) throws CallFailed {
        StreamSocket socket = descriptors.socket(fd);
        if (how < Linux.SHUT_RD || how > Linux.SHUT_RDWR) {
            throw new CallFailed(Errno.EINVAL);
        }
        boolean receiving = how != Linux.SHUT_WR;
        boolean sending = how != Linux.SHUT_RD;
        if (socket.stage() == StreamSocket.Stage.LISTENING) {
            if (receiving) {
                OpeningCalls.disconnect(socket);
            }
            return Result.of(0);
        }
        if (TcpState.isUnanswered(socket)) {
            OpeningCalls.disconnect(socket);
            return Result.of(0);
        }
        boolean connected = !socket.isClosed();
        socket.shut();
        if (receiving) {
            socket.shutReceiving();
        }
        if (sending) {
            socket.shutSending();
        }
        if (connected) {
            tell(socket.user(), receiving, sending);
        }
        socket.news().tell();
        if (!connected) {
            throw new CallFailed(Errno.ENOTCONN);
        }
        return Result.of(0);
    }

    private static void tell(UserSide user, boolean receiving, boolean sending) {
        if (receiving) {
            user.shutdownInput();
        }
        if (sending) {
            user.shutdownOutput();
        }
    }

    Call close(int fd) {
        Call call = new Call();
        Descriptor descriptor = descriptors.remove(fd);
        if (descriptor == null) {
            call.returns(Result.failed(Errno.EBADF), blocking.now());
            return call;
        }
        switch (descriptor) {
            case StreamSocket socket -> close(call, socket);
            case Epoll epoll -> call.returns(Result.of(0), blocking.now());
        }
        return call;
    }

    private void close(Call call, StreamSocket socket) {
        TcpListener listener = socket.listener();
        if (listener != null) {
            listener.close();
        }
        TcpConnection connection = socket.connection();
        if (connection == null) {
            call.returns(Result.of(0), blocking.now());
            return;
        }
        OptionValue.Linger linger = socket.options().linger();
        if (linger.on() && linger.seconds() == 0) {
            connection.user().abort();
        } else {
            connection.user().close();
        }
        News rests = new News();
        connection.onNews(() -> {});
        connection.onRest(rests::tell);
        long patience = linger.on() ? linger.seconds() * 1_000_000_000L : Blocking.NOT;
        blocking.start(
                call,
                patience,
                List.of(rests),
                () -> connection.status().isCloseAcknowledged() ? Result.of(0) : null,
                () -> Result.of(0));
    }
}
