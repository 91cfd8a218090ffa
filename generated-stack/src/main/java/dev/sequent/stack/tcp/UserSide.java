package dev.sequent.stack.tcp;

import dev.sequent.stack.buffer.Ring;
import dev.sequent.stack.time.Clock;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection's user, on any thread, and the stack's loop meet: the two rings, what the user has asked for, what it has been told.
 *
 * <p>A lock guards all of it, held for a copy at most. The loop takes it once per batch to tell news, not for each segment: between, it copies
 * out of the send ring and places into the receive ring without it. That is sound since each end of each ring has one owner: the user appends
 * to the send ring, and the loop reads only octets that it has been told of under the lock; the loop alone moves the receive ring's tail, and
 * places only into room that it has been told of. Stream positions count from 0 in both rings; {@link TcpConnection} knows which sequence
 * number that is.
 */
public final class UserSide {

    /** How far the connection has come. */
    public enum Phase {
        OPENING,
        /** Established, be it for one direction only by now. */
        OPEN,
        ENDED
    }

    /** Wakes whoever serves requests, on the loop. */
    private final Runnable postWork;

    private final RingStore store;
    private final int sendLimit;
    private final Runnable listenerForNews;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    private final AtomicBoolean posted = new AtomicBoolean();

    private final UserRequests requests = new UserRequests();
    private @Nullable Ring send;
    private @Nullable Ring receive;
    private Phase phase = Phase.OPENING;
    private boolean remoteFinished;
    private boolean outputShut;
    private boolean closed;
    private @Nullable TcpFailure failure;
    private @Nullable String networkReport;
    private boolean urgentAnnounced;

    /**
     * @param sendLimit octets that may be queued, the specification's SND-BUFFER
     * @param postWork called with no lock held when there is something for the loop to do
     * @param news called on the loop after each change, with no lock held
     */
    UserSide(RingStore store, int sendLimit, Runnable postWork, Runnable news) {
        this.store = store;
        this.sendLimit = sendLimit;
        this.postWork = postWork;
        this.listenerForNews = news;
        requests.clear();
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
        writeAll(source, offset, length, false);
    }

    /** Queues octets as {@link #writeFully} does and marks the last one as the end of urgent data (RFC 9293, 3.8.5). */
    public void writeUrgent(byte[] source, int offset, int length) throws TcpException, InterruptedIOException {
        writeAll(source, offset, length, true);
    }

    private void writeAll(byte[] source, int offset, int length, boolean urgent) throws TcpException, InterruptedIOException {
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

    /** Octets that can be written without waiting. */
    public int writable() {
        return locked(() -> outputShut || phase == Phase.ENDED ? 0 : freeToSend());
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

    // ---------------------------------------------------------------- the loop's side

    /** Takes what the user has asked for since the last time. */
    void takeRequests(UserRequests into) {
        posted.set(false);
        lock.lock();
        try {
            requests.written = send == null ? 0 : send.tail();
            requests.moveTo(into);
        } finally {
            lock.unlock();
        }
    }

    /** The send ring: read by the loop up to what {@link #takeRequests} told; null before anything was written and after the end. */
    @Nullable Ring sendRing() {
        return send;
    }

    /** The receive ring, made now if there is none. The loop may place into it beyond the tail. */
    Ring receiveRing() {
        Ring ring = receive;
        if (ring == null) {
            lock.lock();
            try {
                ring = store.takeReceiving();
                receive = ring;
            } finally {
                lock.unlock();
            }
        }
        return ring;
    }

    @Nullable Ring receiveRingIfAny() {
        return receive;
    }

    /** Tells the user: so many octets more can be read, so many have been acknowledged. */
    void tell(int delivered, int acknowledged) {
        lock.lock();
        try {
            if (delivered > 0 && receive != null) {
                receive.advanceTail(receive.tail() + delivered);
                readable.signalAll();
            }
            if (acknowledged > 0 && send != null) {
                send.release(send.head() + acknowledged);
                writable.signalAll();
            }
        } finally {
            lock.unlock();
        }
        listenerForNews.run();
    }

    void tellOpen() {
        lock.lock();
        try {
            phase = Phase.OPEN;
            writable.signalAll();
        } finally {
            lock.unlock();
        }
        listenerForNews.run();
    }

    void tellRemoteFinished() {
        lock.lock();
        try {
            remoteFinished = true;
            readable.signalAll();
        } finally {
            lock.unlock();
        }
        listenerForNews.run();
    }

    void tellUrgent() {
        lock.lock();
        try {
            urgentAnnounced = true;
        } finally {
            lock.unlock();
        }
        listenerForNews.run();
    }

    /** What the network last reported; it explains a later time-out. */
    void tellNetworkReport(String report) {
        lock.lock();
        try {
            networkReport = report;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The connection is no more. What has arrived stays readable if that happened in an orderly way.
     *
     * @param why null for an orderly end
     */
    void tellEnd(@Nullable TcpFailure why) {
        lock.lock();
        try {
            if (phase == Phase.ENDED) {
                return;
            }
            failure = explained(why);
            phase = Phase.ENDED;
            remoteFinished = true;
            if (send != null) {
                store.giveSending(send);
                send = null;
            }
            if (failure != null || closed || receive != null && receive.used() == 0) {
                freeReceiving();
            }
            readable.signalAll();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
        listenerForNews.run();
    }

    private @Nullable TcpFailure explained(@Nullable TcpFailure why) {
        return why != null && why.kind() == TcpFailure.Kind.TIMED_OUT && networkReport != null
                ? new TcpFailure(TcpFailure.Kind.UNREACHABLE, why.text() + "; " + networkReport)
                : why;
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
            send = store.takeSending();
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
            if (phase == Phase.ENDED && receive.used() == 0) {
                freeReceiving();
            }
            return n;
        }
        return remoteFinished ? -1 : 0;
    }

    private void freeReceiving() {
        if (receive != null) {
            store.giveReceiving(receive);
            receive = null;
        }
    }

    /** @return how much of the time is left */
    private long await(Condition condition, long nanos) throws InterruptedIOException {
        try {
            if (nanos == Clock.NEVER) {
                condition.await();
                return Clock.NEVER;
            }
            return condition.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread was interrupted while it waited for the connection");
        }
    }

    private void post(boolean needed) {
        if (needed && posted.compareAndSet(false, true)) {
            postWork.run();
        }
    }
}
