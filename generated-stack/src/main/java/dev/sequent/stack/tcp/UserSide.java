package dev.sequent.stack.tcp;

import dev.sequent.stack.time.Clock;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection's user calls, from any thread; see {@link MeetingPoint} for how that reaches the loop. */
public final class UserSide extends MeetingPoint {

    /** How far the connection has come. */
    public enum Phase {
        OPENING,
        /** Established, be it for one direction only by now. */
        OPEN,
        ENDED
    }

    UserSide(RingStore store, int sendLimit, Runnable postWork, Runnable news) {
        super(store, sendLimit, postWork, news);
    }

    // ---------------------------------------------------------------- the user's calls

    /**
     * Queues octets for sending, as many as there is room for.
     *
     * @return octets taken, perhaps 0
     * @throws TcpException if nothing can be sent (any more)
     */
    public int write(byte[] source, int offset, int length) throws TcpException {
        int n;
        lock.lock();
        try {
            checkMayWrite();
            n = append(source, offset, length);
        } finally {
            lock.unlock();
        }
        post(n > 0);
        return n;
    }

    /** Queues all octets, waiting for room as often as it takes. */
    public void writeFully(byte[] source, int offset, int length) throws TcpException, InterruptedIOException {
        writeAll(source, offset, length, false, false);
    }

    /** Queues octets as {@link #writeFully} does and says that they are the last, so that the FIN goes with them (RFC 9293, 3.9.1.2). */
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

    private void writeAll(byte[] source, int offset, int length, boolean urgent, boolean last) throws TcpException, InterruptedIOException {
        int done = 0;
        while (done < length) {
            lock.lock();
            try {
                checkMayWrite();
                while (freeToSend() == 0) {
                    await(writable, Clock.NEVER);
                    checkMayWrite();
                }
                done += append(source, offset + done, length - done);
                if (urgent && done == length && send != null) {
                    requests.urgentUpTo = send.tail(); // With the octets, before the loop can see them without.
                }
                if (last && done == length) {
                    outputShut = true;
                    requests.shutdown = true;
                }
            } finally {
                lock.unlock();
            }
            post(true);
        }
    }

    /**
     * Takes octets that have arrived in order.
     *
     * @return octets taken, 0 if there are none yet, -1 if there will be none: the remote has finished sending
     * @throws TcpException if the connection failed; what had arrived before is lost then (RFC 9293, 3.10.7.4: all segment queues are flushed)
     */
    public int read(byte[] target, int offset, int length) throws TcpException {
        int n;
        lock.lock();
        try {
            n = take(target, offset, length);
        } finally {
            lock.unlock();
        }
        post(n > 0);
        return n;
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
        lock.lock();
        try {
            long left = timeoutNanos;
            while ((n = take(target, offset, length)) == 0) {
                if (left <= 0) {
                    throw new SocketTimeoutException("nothing has arrived within " + timeoutNanos / 1_000_000 + " ms");
                }
                left = await(readable, left);
            }
        } finally {
            lock.unlock();
        }
        post(n > 0);
        return n;
    }

    /** Waits until the connection is established. @return false when the time is over and it is not */
    public boolean awaitOpen(long timeoutNanos) throws TcpException, InterruptedIOException {
        lock.lock();
        try {
            long left = timeoutNanos;
            while (phase == Phase.OPENING) {
                if (left <= 0) {
                    return false;
                }
                left = await(writable, left);
            }
            if (failure != null) {
                throw new TcpException(failure);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the connection is no more. @return false when the time is over and it still is */
    public boolean awaitEnd(long timeoutNanos) throws InterruptedIOException {
        lock.lock();
        try {
            long left = timeoutNanos;
            while (phase != Phase.ENDED) {
                if (left <= 0) {
                    return false;
                }
                left = await(writable, left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Says that no more will be written (CLOSE for one direction); what is queued is still sent. Idempotent. */
    public void shutdownOutput() {
        lock.lock();
        try {
            outputShut = true;
            requests.shutdown = true;
            writable.signalAll();
        } finally {
            lock.unlock();
        }
        post(true);
    }

    /** Says that no more will be written nor read; what is queued is still sent. Idempotent. Wakes whoever waits. */
    public void close() {
        finish(() -> requests.close = true);
    }

    /** Ends the connection at once: what is queued is lost, and the remote is told by a reset where the specification says so. Idempotent. */
    public void abort() {
        finish(() -> requests.abort = true);
    }

    private void finish(Runnable how) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            outputShut = true;
            how.run();
            if (phase == Phase.ENDED) {
                freeReceiving();
            }
            readable.signalAll();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
        post(true);
    }

    public void nodelay(boolean on) {
        lock.lock();
        try {
            requests.setNodelay = true;
            requests.nodelay = on;
        } finally {
            lock.unlock();
        }
        post(true);
    }

    public void keepalive(boolean on) {
        lock.lock();
        try {
            requests.setKeepalive = true;
            requests.keepalive = on;
        } finally {
            lock.unlock();
        }
        post(true);
    }

    /** How long octets may stay unacknowledged. @param nanos 0 for no limit */
    public void userTimeout(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("a user timeout is not negative: " + nanos + " ns");
        }
        lock.lock();
        try {
            requests.setUserTimeout = true;
            requests.userTimeout = nanos;
        } finally {
            lock.unlock();
        }
        post(true);
    }

    /** After how many retransmissions of a segment the user is told, and after how many the connection is given up; 1 to 255, 255: never. */
    public void retries(int r1, int r2) {
        if (r1 < 1 || r1 > 255 || r2 < 1 || r2 > 255) {
            throw new IllegalArgumentException("R1 and R2 are from 1 to 255, not " + r1 + ", " + r2);
        }
        lock.lock();
        try {
            requests.setRetries = true;
            requests.r1 = r1;
            requests.r2 = r2;
        } finally {
            lock.unlock();
        }
        post(true);
    }

    /** @param octet DSCP in its six upper bits; the two lower ones are not the user's */
    public void typeOfService(int octet) {
        if (octet < 0 || octet > 255) {
            throw new IllegalArgumentException("a type of service is an octet, 0 to 255, not " + octet);
        }
        lock.lock();
        try {
            requests.setTypeOfService = true;
            requests.typeOfService = octet;
        } finally {
            lock.unlock();
        }
        post(true);
    }

    // ---------------------------------------------------------------- what the user can see

    public Phase phase() {
        return locked(() -> phase);
    }

    /** Why the connection came to an end, if not in the orderly way. */
    public @Nullable TcpFailure failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Octets that can be read without waiting. */
    public int available() {
        return locked(() -> receive == null || closed ? 0 : receive.used());
    }

    /** Whether a read would return at once: with octets, with the end, or with why there will be none. */
    public boolean isReadable() {
        return locked(() -> closed || remoteFinished || failure != null || receive != null && receive.used() > 0);
    }

    /** Octets that can be written without waiting. */
    public int writable() {
        return locked(() -> outputShut || phase == Phase.ENDED ? 0 : freeToSend());
    }

    /** Octets that were written, and that the remote has not acknowledged. */
    public int unacknowledged() {
        return locked(() -> send == null ? 0 : send.used());
    }

    /** Whether the remote has finished sending; there may still be octets to read. */
    public boolean remoteFinished() {
        return locked(() -> remoteFinished);
    }

    /** Whether the remote has announced urgent data; asking takes the news away. */
    public boolean takeUrgentNews() {
        return locked(() -> {
            boolean news = urgentAnnounced;
            urgentAnnounced = false;
            return news;
        });
    }

    /** What was reported and is no reason to give up, oldest first, the last {@value #MOST_REPORTS} at most; asking takes it away. */
    public List<String> takeReports() {
        return locked(this::reports);
    }

    /** The user has closed its end. */
    public boolean isClosed() {
        return locked(() -> closed);
    }

    private <T> T locked(java.util.function.Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    // ---------------------------------------------------------------- with the lock held

    private void checkMayWrite() throws TcpException {
        if (closed || outputShut) {
            throw new TcpException(new TcpFailure(TcpFailure.Kind.CLOSED, "connection closing: nothing can be written after it was closed here"));
        }
        if (failure != null) {
            throw new TcpException(failure);
        }
        if (phase == Phase.ENDED) {
            throw new TcpException(new TcpFailure(TcpFailure.Kind.CLOSED, "connection closing"));
        }
    }

    private int freeToSend() {
        return send == null ? sendLimit : Math.max(0, sendLimit - send.used());
    }

    private int append(byte[] source, int offset, int length) {
        int n = Math.min(length, freeToSend());
        if (n == 0) {
            return 0;
        }
        if (send == null) {
            send = store.takeSending(sendPosition);
        }
        return send.append(source, offset, n);
    }

    private int take(byte[] target, int offset, int length) throws TcpException {
        if (closed) {
            throw new TcpException(new TcpFailure(TcpFailure.Kind.CLOSED, "connection closing: it was closed here"));
        }
        if (failure != null) {
            throw new TcpException(failure);
        }
        int n = receive == null ? 0 : receive.read(target, offset, length);
        if (n > 0) {
            requests.received += n;
            freeReceivingIfRead();
            return n;
        }
        return remoteFinished ? -1 : 0;
    }
}
