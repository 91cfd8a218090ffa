package dev.sequent.stack.app;

import dev.sequent.stack.Stack;
import dev.sequent.stack.socket.TcpServerSocket;
import dev.sequent.stack.socket.TcpSocket;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Accepts connections on a port and gives each to a handler, on a virtual thread of its own; or in turns, on one only while there is something to do. */
public final class Server implements Closeable {

    private final TcpServerSocket listener;
    private final Handler handler;
    private final boolean inTurns;
    private final Set<TcpSocket> open = ConcurrentHashMap.newKeySet();

    private Server(TcpServerSocket listener, Handler handler, boolean inTurns) {
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
     * The same with a handler that never waits for the remote to say something: it is called when there is something to read, and again when
     * there is more; in between an idle connection has no thread.
     *
     * @param turn deals with what can be read now; the connection is closed when the remote has finished, and nothing is left to be read
     */
    static Server startInTurns(Stack stack, int port, Handler turn) throws IOException {
        return start(stack, port, turn, true);
    }

    private static Server start(Stack stack, int port, Handler handler, boolean inTurns) throws IOException {
        Server server = new Server(TcpServerSocket.listen(stack, port), handler, inTurns);
        Thread.ofVirtual().name("accept-" + port).start(server::accept);
        return server;
    }

    private void accept() {
        try {
            while (true) {
                TcpSocket socket = listener.accept();
                // Handlers write what they have in one piece: the rest that Nagle's algorithm would keep back until all before it is acknowledged
                // (RFC 9293, 3.7.4), for as long as the remote delays that, will not become more.
                socket.setTcpNoDelay(true);
                open.add(socket);
                if (inTurns) {
                    Turns.begin(socket, handler, failure -> leave(socket, failure));
                } else {
                    Thread.ofVirtual().name("serve-" + socket.getRemoteSocketAddress()).start(() -> serve(socket));
                }
            }
        } catch (IOException e) {
            // The listener or the stack was closed, which is how this ends.
        }
    }

    private void serve(TcpSocket socket) {
        try (socket) {
            handler.serve(socket);
        } catch (IOException e) {
            socket.abort(); // It is broken, or was closed from here; the remote should not wait for the rest.
        } finally {
            open.remove(socket);
        }
    }

    private void leave(TcpSocket socket, @Nullable IOException failure) {
        open.remove(socket);
        if (failure == null) {
            socket.close();
        } else {
            socket.abort();
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
