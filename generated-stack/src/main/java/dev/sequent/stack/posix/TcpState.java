package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpConnection;
import java.util.Map;

/** How Linux numbers the states of TCP. */
final class TcpState {

    private static final int SYN_SENT = 2;
    private static final int CLOSED = 7;
    private static final int LISTEN = 10;

    /**
     * By RFC 9293's names. What is not among them is none that Linux's socket is in: TIME-WAIT it leaves to another
     * object.
     */
    private static final Map<String, Integer> NUMBERS = Map.of(
            "ESTABLISHED", 1,
            "SYN-SENT", SYN_SENT,
            "SYN-RECEIVED", 3,
            "FIN-WAIT-1", 4,
            "FIN-WAIT-2", 5,
            "CLOSE-WAIT", 8,
            "LAST-ACK", 9,
            "CLOSING", 11);

    private TcpState() {}

    /** Whether Linux's socket has nothing to do with the connection any more, which waits for old segments to die. */
    static boolean isLeft(TcpConnection connection) {
        return connection.stateName().equals("TIME-WAIT");
    }

    /** Whether it has asked for a connection and has heard nothing. */
    static boolean isUnanswered(StreamSocket socket) {
        return of(socket) == SYN_SENT;
    }

    static int of(StreamSocket socket) {
        if (socket.listener() != null) {
            return LISTEN;
        }
        TcpConnection connection = socket.connection();
        return connection == null || socket.isClosed() ? CLOSED : NUMBERS.getOrDefault(connection.stateName(), CLOSED);
    }
}
