package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpFailure;
import java.util.Optional;

/** What sockets call the ends of connections. */
public final class SocketFailures {

    private SocketFailures() {}

    /**
     * Of one that was not established.
     *
     * @return empty if its own user has ended it
     */
    public static Optional<Errno> connecting(TcpFailure failure) {
        return switch (failure.kind()) {
            // RFC 9293, 3.10.7.3 calls it a reset; sockets call it a refusal.
            case REFUSED, RESET -> Optional.of(Errno.ECONNREFUSED);
            case TIMED_OUT, NO_ROUTE, UNREACHABLE, CLOSED, STACK_ENDED, FAULT -> using(failure, false);
        };
    }

    /**
     * Of one that was established.
     *
     * @param remoteFinished whether the remote's FIN had come before: then only what was still to be sent is lost
     * @return empty if its own user has ended it
     */
    public static Optional<Errno> using(TcpFailure failure, boolean remoteFinished) {
        return switch (failure.kind()) {
            case REFUSED -> Optional.of(Errno.ECONNREFUSED);
            case RESET -> Optional.of(remoteFinished ? Errno.EPIPE : Errno.ECONNRESET);
            case TIMED_OUT -> Optional.of(Errno.ETIMEDOUT);
            case NO_ROUTE -> Optional.of(Errno.ENETUNREACH);
            case UNREACHABLE -> Optional.of(Errno.EHOSTUNREACH);
            case CLOSED -> Optional.empty();
            case STACK_ENDED -> Optional.of(Errno.ENETDOWN);
            case FAULT -> Optional.of(Errno.EPROTO);
        };
    }
}
