package dev.sequent.stack.app;

import dev.sequent.stack.buffer.BlockPool;
import dev.sequent.stack.socket.TcpSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** The services with which every TCP was once tested. */
final class LittleServices {

    /** Buffers of 64 KiB for those connections that have something to say just now. */
    private static final BlockPool BUFFERS = new BlockPool(16, 8);

    private LittleServices() {}

    /** Sends back what has arrived (RFC 862). */
    static void echo(TcpSocket socket) throws IOException {
        pass(socket.getInputStream(), socket.getOutputStream());
    }

    /** Throws away what has arrived (RFC 863). */
    static void discard(TcpSocket socket) throws IOException {
        pass(socket.getInputStream(), OutputStream.nullOutputStream());
    }

    /** What is there, and what arrives meanwhile. */
    private static void pass(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = BUFFERS.take();
        try {
            while (in.available() > 0) {
                out.write(buffer, 0, in.read(buffer));
            }
        } finally {
            BUFFERS.give(buffer);
        }
    }

    /**
     * Sends lines of printable characters, each line shifted by one relative to the one before (as RFC 864 suggests),
     * until the remote closes or the limit is reached.
     *
     * @param limit octets to send; negative for no limit
     */
    static void source(TcpSocket socket, long limit) throws IOException {
        byte[] pattern = pattern();
        OutputStream out = socket.getOutputStream();
        CountDownLatch remoteClosed = new CountDownLatch(1);
        Turns.begin(socket, LittleServices::discard, failure -> {
            remoteClosed.countDown();
            if (failure == null) {
                closeToo(socket);
            } else {
                socket.abort();
            }
        });
        long left = limit < 0 ? Long.MAX_VALUE : limit;
        try {
            while (left > 0) {
                int n = (int) Math.min(pattern.length, left);
                out.write(pattern, 0, n);
                left -= n;
            }
            socket.shutdownOutput();
            remoteClosed.await();
        } catch (IOException e) {
            if (remoteClosed.getCount() > 0) {
                throw e;
            } // Otherwise this is the orderly end: we were told to stop.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The remote's end of sending ends ours, too. */
    private static void closeToo(TcpSocket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // A sender finds out by itself.
        }
    }

    /** 95 lines of 72 characters and a line end: a whole number of rounds through the printable characters. */
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
