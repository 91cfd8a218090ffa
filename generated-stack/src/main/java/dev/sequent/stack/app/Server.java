package dev.sequent.stack.app;

import dev.sequent.stack.Stack;
import dev.sequent.stack.socket.TcpServerSocket;
import dev.sequent.stack.socket.TcpSocket;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections on a port and gives each to a handler, on a virtual thread of its own; or in turns, with a thread
 * only while there is something to do.
 */
public final class Server implements Closeable {

    private final Stack stack;
    private final TcpServerSocket listener;
    private final Handler handler;
    private final boolean inTurns;
    private final Set<TcpSocket> open = ConcurrentHashMap.newKeySet();

    private Server(Stack stack, TcpServerSocket listener, Handler handler, boolean inTurns) {
        this.stack = stack;
        this.listener = listener;
        this.handler = handler;
        this.inTurns = inTurns;
    }

    /**
     * Listens and begins to serve.
     *
     * @throws java.net.BindException if the port is in use
     */
    public static Server start(Stack stack, int port, Handler handler) throws IOException {
        return start(stack, port, handler, false);
    }

    /**
     * The same with a handler that never waits for the remote to say something: it is called when there is something to
     * read, and again when there is more; in between, an idle connection has no thread.
     *
     * @param turn deals with what can be read now; the connection is closed when the remote has finished, and nothing
     *     is left to be read
     */
    static Server startInTurns(Stack stack, int port, Handler turn) throws IOException {
        return start(stack, port, turn, true);
    }

    private static Server start(Stack stack, int port, Handler handler, boolean inTurns) throws IOException {
        Server server = new Server(stack, TcpServerSocket.listen(stack, port), handler, inTurns);
        Thread.ofVirtual().name("accept-" + port).start(server::accept);
        return server;
    }

    private void accept() {
        try {
            while (true) {
                TcpSocket socket = listener.accept();
                // Handlers write what they have in one piece: the rest, which Nagle's algorithm would hold back until
                // everything before it is acknowledged (RFC 9293, 3.7.4), however long the remote delays that, will not
                // grow.
                socket.setTcpNoDelay(true);
                open.add(socket);
                if (inTurns) {
                    Turns.begin(socket, handler, failure -> leave(socket, failure));
                } else {
                    Thread.ofVirtual()
                            .name("serve-" + socket.getRemoteSocketAddress())
                            .start(() -> serve(socket));
                }
            }
        } catch (IOException e) {
            // The listener or the stack was closed: this is the way to end.
        }
    }

    private void serve(TcpSocket socket) {
        Throwable failure = null;
        try {
            handler.serve(socket);
        } catch (Throwable e) {
            // Even an Error: what one client causes must not end the process, and all the others with it.
            failure = e;
        }
        leave(socket, failure);
    }

    /** After a failure, not with a FIN: the remote would take what it has received for everything. */
    private void leave(TcpSocket socket, @Nullable Throwable failure) {
        open.remove(socket);
        if (failure == null) {
            socket.close();
            return;
        }
        socket.abort();
        if (!(failure instanceof IOException)) {
            stack.log("the connection with " + socket.getRemoteSocketAddress()
                    + " was reset, because what serves it failed: " + failure);
        }
    }

    /** Connections that are being served. */
    public int connections() {
        return open.size();
    }

    /** Stops listening, and aborts what is being served. */
    @Override
    public void close() {
        listener.close();
        open.forEach(TcpSocket::abort);
    }
}
