package dev.sequent.stack.app;

import dev.sequent.stack.socket.TcpSocket;
import java.io.IOException;

/** What an application does with a connection. */
@FunctionalInterface
public interface Handler {

    /**
     * Serves one connection, on a thread of its own; it is closed afterwards.
     *
     * @throws IOException when the connection breaks: nothing need be done about it
     */
    void serve(TcpSocket socket) throws IOException;
}
