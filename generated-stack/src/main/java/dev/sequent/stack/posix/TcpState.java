package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpConnection;
import java.util.Arrays;

/** The states of TCP as Linux numbers them; the names are RFC 9293's. */
enum TcpState {
    ESTABLISHED(1),
    SYN_SENT(2),
    SYN_RECEIVED(3),
    FIN_WAIT_1(4),
    FIN_WAIT_2(5),
    CLOSED(7),
    CLOSE_WAIT(8),
    LAST_ACK(9),
    LISTEN(10),
    CLOSING(11);

    private final int number;

    TcpState(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Linux's socket is in CLOSED when the connection is in TIME-WAIT: another object has taken that over. */
    static TcpState of(StreamSocket socket) {
        if (socket.listener() != null) {
            return LISTEN;
        }
        TcpConnection connection = socket.connection();
        if (connection == null || socket.isClosed()) {
            return CLOSED;
        }
        String name = connection.stateName().replace('-', '_');
        return Arrays.stream(values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElse(CLOSED);
    }
}
