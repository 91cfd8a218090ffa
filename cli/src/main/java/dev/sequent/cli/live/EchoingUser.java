package dev.sequent.cli.live;

import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;

/** A user in virtual time who sends back what arrives, and closes when the remote has closed. */
final class EchoingUser {
    private final TcpConnection connection;
    private final byte[] chunk = new byte[16_384];
    private int from;
    private int to;
    private boolean over;
    private boolean acting;

    EchoingUser(TcpConnection connection) {
        this.connection = connection;
        connection.onNews(this::act);
        act();
    }

    private void act() {
        if (acting || over) {
            return; // Called recursively, because of what it does itself.
        }
        acting = true;
        try {
            echo();
        } catch (TcpException e) {
            over = true; // The connection broke: the other end says so.
        } finally {
            acting = false;
        }
    }

    private void echo() throws TcpException {
        while (true) {
            if (from == to) {
                from = 0;
                int n = connection.user().read(chunk, 0, chunk.length);
                to = Math.max(n, 0);
                if (n < 0) {
                    over = true;
                    connection.user().close();
                    return;
                }
                if (n == 0) {
                    return;
                }
            }
            int n = connection.user().write(chunk, from, to - from);
            if (n == 0) {
                return;
            }
            from += n;
        }
    }
}
