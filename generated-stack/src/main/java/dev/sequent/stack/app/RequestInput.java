package dev.sequent.stack.app;

import dev.sequent.stack.socket.TcpSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What a client sends, within time limits: one until a request begins, and one for its whole head, however slowly it
 * trickles in.
 */
final class RequestInput extends InputStream {

    /** A request as browsers make it fits; it is kept while a connection is idle. */
    private static final int BUFFER = 2_048;

    private final TcpSocket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private Duration head = Duration.ZERO;
    private long deadline;
    private boolean begun;

    RequestInput(TcpSocket socket) {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /**
     * Starts waiting for a request.
     *
     * @param idle until its first octet
     * @param wholeHead from there until its last
     */
    void expect(Duration idle, Duration wholeHead) {
        head = wholeHead;
        begun = position < limit;
        deadline = System.nanoTime() + (begun ? wholeHead : idle).toNanos();
    }

    /** Whether any of the request has arrived. */
    boolean begun() {
        return begun;
    }

    /** @throws SocketTimeoutException when the time is up */
    @Override
    public int read() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xFF;
    }

    private boolean fill() throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("the request is not there in time");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        int n = in.read(buffer, 0, BUFFER);
        if (n < 0) {
            return false;
        }
        position = 0;
        limit = n;
        if (!begun) {
            begun = true;
            deadline = System.nanoTime() + head.toNanos();
        }
        return true;
    }
}
