package dev.sequent.stack.tcp;

import dev.sequent.stack.time.Clock;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a connection's user calls, from any thread; see {@link MeetingPoint} for how that reaches the loop. */
public final class UserSide {

    /** How far the connection has got. */
    public enum Phase {
        OPENING,
        /** Established, even if only one direction is left. */
        OPEN,
        ENDED
    }

    private final MeetingPoint meeting;
    private final UserOptions options;
    private final Monitor monitor;
    private final Rings rings;
    private final UserRequests requests;

    UserSide(MeetingPoint meeting) {
        this.meeting = meeting;
        this.options = new UserOptions(meeting);
        this.monitor = meeting.monitor;
        this.rings = meeting.rings;
        this.requests = meeting.requests;
    }

    /** What the user may set. */
    public UserOptions options() {
        return options;
    }

    // ---------------------------------------------------------------- the user's calls

    /**
     * Queues octets for sending, as many as there is room for.
     *
     * @return octets taken, possibly 0
     * @throws TcpException if nothing can be sent (any longer)
     */
    public int write(byte[] source, int offset, int length) throws TcpException {
        return write(source, offset, length, true, false);
    }

    /**
     * The same.
     *
     * @param push whether the remote is to have all that was written; otherwise what fills no segment may wait for
     *     more, or for a {@linkplain UserOptions#push push} (RFC 9293, 3.9.1.2, MAY-15)
     * @param urgent whether the last octet, if there is room for it, is the end of urgent data (RFC 9293, 3.8.5)
     */
    public int write(byte[] source, int offset, int length, boolean push, boolean urgent) throws TcpException {
        int n;
        monitor.lock();
        try {
            checkMayWrite();
            n = rings.append(source, offset, length);
            if (push) {
                requests.pushUpTo = rings.written();
            }
            if (urgent && n == length) {
                requests.urgentUpTo = rings.written();
            }
        } finally {
            monitor.unlock();
        }
        if (n > 0) {
            meeting.post();
        }
        return n;
    }

    /** Queues all octets, waiting for room as often as it takes. */
    public void writeFully(byte[] source, int offset, int length) throws TcpException, InterruptedIOException {
        writeAll(source, offset, length, false, false);
    }

    /**
     * Queues octets as {@link #writeFully} does and says that they are the last, so that the FIN goes with them (RFC
     * 9293, 3.9.1.2).
     */
    public void writeLast(byte[] source, int offset, int length) throws TcpException, InterruptedIOException {
        if (length == 0) {
            shutdownOutput();
        }
        writeAll(source, offset, length, false, true);
    }

    /** Queues octets as {@link #writeFully} does and marks the last one as the end of urgent data (RFC 9293, 3.8.5). */
    public void writeUrgent(byte[] source, int offset, int length) throws TcpException, InterruptedIOException {
        writeAll(source, offset, length, true, false);
    }

    private void writeAll(byte[] source, int offset, int length, boolean urgent, boolean last)
            throws TcpException, InterruptedIOException {
        int done = 0;
        while (done < length) {
            monitor.lock();
            try {
                checkMayWrite();
                while (rings.freeToSend() == 0) {
                    monitor.await(meeting.writable, Clock.NEVER);
                    checkMayWrite();
                }
                done += rings.append(source, offset + done, length - done);
                requests.pushUpTo = rings.written();
                if (urgent && done == length) {
                    requests.urgentUpTo = rings.written(); // With the octets, before the loop can see them alone.
                }
                if (last && done == length) {
                    meeting.outputShut = true;
                    requests.shutdown = true;
                }
            } finally {
                monitor.unlock();
            }
            meeting.post();
        }
    }

    /**
     * Takes octets that have arrived in order.
     *
     * @return octets taken, 0 if there are none yet, -1 if there will be none: the remote has finished sending, or this
     *     end has {@linkplain #shutdownInput shut} its input
     * @throws TcpException if the connection failed; what had arrived before is lost then (RFC 9293, 3.10.7.4: all
     *     segment queues are flushed), unless it is {@linkplain UserOptions#keepUnread kept}
     */
    public int read(byte[] target, int offset, int length) throws TcpException {
        int n;
        monitor.lock();
        try {
            n = take(target, offset, length);
        } finally {
            monitor.unlock();
        }
        if (n > 0) {
            meeting.post();
        }
        return n;
    }

    /**
     * Copies octets that have arrived in order, and leaves them: the remote does not hear of it.
     *
     * @return octets copied, 0 if there are none
     */
    public int peek(byte[] target, int offset, int length) {
        return locked(() -> meeting.closed ? 0 : rings.peek(target, offset, length));
    }

    /**
     * Waits for octets and takes them.
     *
     * @param timeoutNanos how long to wait, {@link Clock#NEVER} for as long as it takes
     * @return octets taken, or -1 at the end
     */
    public int readWaiting(byte[] target, int offset, int length, long timeoutNanos)
            throws TcpException, InterruptedIOException {
        if (length == 0) {
            return 0;
        }
        int n;
        monitor.lock();
        try {
            long left = timeoutNanos;
            while ((n = take(target, offset, length)) == 0) {
                if (left <= 0) {
                    throw new SocketTimeoutException("nothing has arrived within " + timeoutNanos / 1_000_000 + " ms");
                }
                left = monitor.await(meeting.readable, left);
            }
        } finally {
            monitor.unlock();
        }
        if (n > 0) {
            meeting.post();
        }
        return n;
    }

    /** Waits until the connection is established. @return false when the time is up and it is not */
    public boolean awaitOpen(long timeoutNanos) throws TcpException, InterruptedIOException {
        monitor.lock();
        try {
            long left = timeoutNanos;
            while (meeting.phase() == Phase.OPENING) {
                if (left <= 0) {
                    return false;
                }
                left = monitor.await(meeting.writable, left);
            }
            TcpFailure failure = meeting.failure();
            if (failure != null) {
                throw new TcpException(failure);
            }
            return true;
        } finally {
            monitor.unlock();
        }
    }

    /** Waits until the connection is gone. @return false when the time is up and it is not */
    public boolean awaitEnd(long timeoutNanos) throws InterruptedIOException {
        monitor.lock();
        try {
            long left = timeoutNanos;
            while (meeting.phase() != Phase.ENDED) {
                if (left <= 0) {
                    return false;
                }
                left = monitor.await(meeting.writable, left);
            }
            return true;
        } finally {
            monitor.unlock();
        }
    }

    /** Says that no more will be written (CLOSE for one direction); what is queued is still sent. Idempotent. */
    public void shutdownOutput() {
        meeting.ask(() -> {
            meeting.outputShut = true;
            requests.shutdown = true;
            meeting.writable.signalAll();
        });
    }

    /**
     * Says that nothing will be read that has not arrived yet. Before {@link #shutdownOutput} this changes nothing:
     * what arrives is acknowledged and kept, and fills the window if nobody reads it. From then on it is answered by a
     * reset, since it is lost (RFC 9293, 3.6.1, SHLD-3). Idempotent.
     */
    public void shutdownInput() {
        meeting.ask(() -> {
            meeting.inputShut = true;
            requests.shutdownInput = true;
            meeting.readable.signalAll();
        });
    }

    /** Says that no more will be written nor read; what is queued is still sent. Idempotent. Wakes waiting threads. */
    public void close() {
        finish(() -> requests.close = true);
    }

    /**
     * Ends the connection at once: what is queued is lost, and the remote is told by a reset where the specification
     * says so. Idempotent.
     */
    public void abort() {
        finish(() -> requests.abort = true);
    }

    private void finish(Runnable how) {
        monitor.lock();
        try {
            if (meeting.closed) {
                return;
            }
            meeting.closed = true;
            meeting.outputShut = true;
            how.run();
            if (meeting.phase() == Phase.ENDED) {
                rings.freeReceiving();
            }
            meeting.readable.signalAll();
            meeting.writable.signalAll();
        } finally {
            monitor.unlock();
        }
        meeting.post();
    }

    // ---------------------------------------------------------------- what the user can see

    public Phase phase() {
        return locked(meeting::phase);
    }

    /** Why the connection came to an end, if not in the orderly way. */
    public @Nullable TcpFailure failure() {
        monitor.lock();
        try {
            return meeting.failure();
        } finally {
            monitor.unlock();
        }
    }

    /** Octets that can be read without waiting. */
    public int available() {
        return locked(() -> meeting.closed ? 0 : rings.available());
    }

    /** Whether a read would return at once: with octets, with the end, or with the reason why there will be none. */
    public boolean isReadable() {
        return locked(() -> meeting.closed
                || meeting.inputShut
                || meeting.remoteFinished()
                || meeting.failure() != null
                || rings.available() > 0);
    }

    /** Octets that can be written without waiting. */
    public int writable() {
        return locked(() -> meeting.outputShut || meeting.phase() == Phase.ENDED ? 0 : rings.freeToSend());
    }

    /** Octets that were written, and that the remote has not acknowledged. */
    public int unacknowledged() {
        return locked(rings::unacknowledged);
    }

    /** Whether the remote has finished sending; there may still be octets to read. */
    public boolean remoteFinished() {
        return locked(meeting::remoteFinished);
    }

    /** Whether the remote has announced urgent data; asking clears this. */
    public boolean takeUrgentNews() {
        return locked(meeting::takeUrgent);
    }

    /**
     * What was reported and is no reason to give up, oldest first, at most the last {@value MeetingPoint#MOST_REPORTS};
     * asking clears it.
     */
    public List<String> takeReports() {
        return locked(meeting::takeReports);
    }

    /** The user has closed its end. */
    public boolean isClosed() {
        return locked(() -> meeting.closed);
    }

    private <T> T locked(Supplier<T> what) {
        monitor.lock();
        try {
            return what.get();
        } finally {
            monitor.unlock();
        }
    }

    // ---------------------------------------------------------------- with the monitor held

    private void checkMayWrite() throws TcpException {
        if (meeting.closed || meeting.outputShut) {
            throw new TcpException(new TcpFailure(
                    TcpFailure.Kind.CLOSED, "connection closing: nothing can be written after it was closed here"));
        }
        TcpFailure failure = meeting.failure();
        if (failure != null) {
            throw new TcpException(failure);
        }
        if (meeting.phase() == Phase.ENDED) {
            throw new TcpException(new TcpFailure(TcpFailure.Kind.CLOSED, "connection closing"));
        }
    }

    private int take(byte[] target, int offset, int length) throws TcpException {
        if (meeting.closed) {
            throw new TcpException(new TcpFailure(TcpFailure.Kind.CLOSED, "connection closing: it was closed here"));
        }
        int n = rings.read(target, offset, length);
        if (n == 0) {
            TcpFailure failure = meeting.failure();
            if (failure != null) {
                throw new TcpException(failure);
            }
            return meeting.remoteFinished() || meeting.inputShut ? -1 : 0;
        }
        requests.received += n;
        if (meeting.remoteFinished()) {
            rings.freeReceivingIfRead();
        }
        return n;
    }
}
