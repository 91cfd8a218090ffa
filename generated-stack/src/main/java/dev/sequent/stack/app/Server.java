package dev.sequent.stack.app;

import dev.sequent.stack.Stack;
import dev.sequent.stack.socket.TcpServerSocket;
import dev.sequent.stack.socket.TcpSocket;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections on a port and gives each to a handler, on a virtual thread of its own. */
public final class Server implements Closeable {

    private final TcpServerSocket listener;
    private final Handler handler;
    private final Set<TcpSocket> open = ConcurrentHashMap.newKeySet();

    private Server(TcpServerSocket listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
    }

    /**
     * Listens and begins to serve.
     *
     * @throws java.net.BindException if the port is in use
     */
    public static Server start(Stack stack, int port, Handler handler) throws IOException {
        Server server = new Server(TcpServerSocket.listen(stack, port), handler);
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
                Thread.ofVirtual().name("serve-" + socket.getRemoteSocketAddress()).start(() -> serve(socket));
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
