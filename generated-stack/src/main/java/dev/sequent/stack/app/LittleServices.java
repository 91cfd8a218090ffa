package dev.sequent.stack.app;

import dev.sequent.stack.socket.TcpSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The services that every TCP was once tried with. */
final class LittleServices {

    private static final int BUFFER = 65_536;

    private LittleServices() {}

    /** Sends back what comes (RFC 862), until the remote closes. */
    static void echo(TcpSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        int n;
        while ((n = in.read(buffer)) >= 0) {
            out.write(buffer, 0, n);
        }
    }

    /** Throws away what comes (RFC 863), until the remote closes. */
    static void discard(TcpSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[BUFFER];
        while (in.read(buffer) >= 0) {
            // That is all.
        }
    }

    /**
     * Sends lines of printable characters, each line shifted by one against the one before (as RFC 864 suggests), until the remote closes or the
     * limit is reached.
     *
     * @param limit octets to send; negative for no limit
     */
    static void source(TcpSocket socket, long limit) throws IOException {
        byte[] pattern = pattern();
        OutputStream out = socket.getOutputStream();
        Thread ender = Thread.ofVirtual().start(() -> closeWhenTheRemoteDoes(socket));
        long left = limit < 0 ? Long.MAX_VALUE : limit;
        try {
            while (left > 0) {
                int n = (int) Math.min(pattern.length, left);
                out.write(pattern, 0, n);
                left -= n;
            }
            socket.shutdownOutput();
            ender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads to the remote's end, which ends the sending, too. */
    private static void closeWhenTheRemoteDoes(TcpSocket socket) {
        try {
            discard(socket);
            socket.shutdownOutput();
        } catch (IOException e) {
            // Whoever sends finds out by itself.
        }
    }

    /** 95 lines of 72 characters and a line end: a whole number of turns through the printable ones. */
    static byte[] pattern() {
        int first = ' ';
        int characters = '~' - first + 1;
        int width = 72;
        byte[] lines = new byte[characters * (width + 2)];
        for (int line = 0, at = 0; line < characters; line++) {
            for (int column = 0; column < width; column++) {
                lines[at++] = (byte) (first + (line + column) % characters);
            }
            lines[at++] = '\r';
            lines[at++] = '\n';
        }
        return lines;
    }
}
