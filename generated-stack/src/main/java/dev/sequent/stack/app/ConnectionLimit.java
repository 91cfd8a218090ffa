package dev.sequent.stack.app;

import dev.sequent.stack.socket.TcpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many connections are served at a time, in total and per client: those beyond are told so, or, if even that
 * is too much, reset.
 */
final class ConnectionLimit implements Handler {

    /** How many are told at a time. */
    private static final int TOLD = 32;

    private final int inAll;
    private final int perClient;
    private final Handler within;
    private final Handler beyond;

    private final Object lock = new Object();
    private final Map<InetAddress, Integer> clients = new HashMap<>();
    private int served;
    private int told;

    /** @param beyond tells a client that there are too many; done quickly */
    ConnectionLimit(int inAll, int perClient, Handler within, Handler beyond) {
        this.inAll = inAll;
        this.perClient = perClient;
        this.within = within;
        this.beyond = beyond;
    }

    @Override
    public void serve(TcpSocket socket) throws IOException {
        InetAddress client = socket.getRemoteSocketAddress().getAddress();
        if (enter(client)) {
            try {
                within.serve(socket);
            } finally {
                leave(client);
            }
        } else if (mayBeTold()) {
            try {
                beyond.serve(socket);
            } finally {
                synchronized (lock) {
                    told--;
                }
            }
        } else {
            socket.abort();
        }
    }

    private boolean enter(InetAddress client) {
        synchronized (lock) {
            int others = clients.getOrDefault(client, 0);
            if (served >= inAll || others >= perClient) {
                return false;
            }
            served++;
            clients.put(client, others + 1);
            return true;
        }
    }

    private void leave(InetAddress client) {
        synchronized (lock) {
            served--;
            clients.computeIfPresent(client, (address, n) -> n == 1 ? null : n - 1);
        }
    }

    private boolean mayBeTold() {
        synchronized (lock) {
            if (told >= TOLD) {
                return false;
            }
            told++;
            return true;
        }
    }
}
