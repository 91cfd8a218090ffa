package dev.sequent.stack.tcp;

import dev.sequent.stack.buffer.Ring;
import dev.sequent.stack.time.Clock;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.List;
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
 * places only into room that it has been told of. Stream positions count from 0 in both rings; {@link ConnectionText} knows which
 * sequence number that is.
 */
abstract sealed class MeetingPoint permits UserSide {

    /** Reports that are kept for the user. */
    static final int MOST_REPORTS = 16;

    /** Wakes whoever serves requests, on the loop. */
    private final Runnable postWork;

    final RingStore store;
    final int sendLimit;
    private final Runnable listenerForNews;

    final ReentrantLock lock = new ReentrantLock();
    final Condition readable = lock.newCondition();
    final Condition writable = lock.newCondition();
    private final AtomicBoolean posted = new AtomicBoolean();

    final UserRequests requests = new UserRequests();
    /** Null when it would be empty: a connection that waits, or has sent its last, holds no memory for sending. */
    @Nullable Ring send;

    /** Where the send ring goes on when there is one again. */
    long sendPosition;

    /** Null when it would be empty, as far as the loop has seen. */
    @Nullable Ring receive;

    private long receivePosition;
    UserSide.Phase phase = UserSide.Phase.OPENING;
    boolean remoteFinished;
    boolean outputShut;
    boolean closed;
    @Nullable TcpFailure failure;
    private @Nullable String networkReport;
    private @Nullable ArrayDeque<String> reports;
    boolean urgentAnnounced;

    /**
     * @param sendLimit octets that may be queued, the specification's SND-BUFFER
     * @param postWork called with no lock held when there is something for the loop to do
     * @param news called on the loop after each change, with no lock held
     */
    MeetingPoint(RingStore store, int sendLimit, Runnable postWork, Runnable news) {
        this.store = store;
        this.sendLimit = sendLimit;
        this.postWork = postWork;
        this.listenerForNews = news;
        requests.clear();
    }

    // ---------------------------------------------------------------- the loop's side

    /** Takes what the user has asked for since the last time. */
    void takeRequests(UserRequests into) {
        posted.set(false);
        lock.lock();
        try {
            requests.written = send == null ? sendPosition : send.tail();
            requests.moveTo(into);
            if (receive != null && receive.isEmpty()) {
                freeReceiving(); // By the loop, which alone knows that it is not about to place anything.
            }
        } finally {
            lock.unlock();
        }
    }

    /** The send ring: read by the loop up to what {@link #takeRequests} told; null when nothing is queued. */
    @Nullable Ring sendRing() {
        return send;
    }

    /** The receive ring, made now if there is none. The loop may place into it beyond the tail. */
    Ring receiveRing() {
        Ring ring = receive;
        if (ring == null) {
            lock.lock();
            try {
                ring = store.takeReceiving(receivePosition);
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
            if (acknowledged > 0) {
                networkReport = null; // Whatever it was, it did not last.
            }
            if (acknowledged > 0 && send != null) {
                send.release(send.head() + acknowledged);
                if (send.used() == 0) {
                    freeSending();
                }
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
            phase = UserSide.Phase.OPEN;
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
            freeReceivingIfRead();
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

    /** What the network reports: a soft error (RFC 9293, 3.9.1.8, MUST-47); it explains a time-out, if one follows. */
    void tellNetworkReport(String report) {
        lock.lock();
        try {
            networkReport = report;
            report(report);
        } finally {
            lock.unlock();
        }
        listenerForNews.run();
    }

    /** R1 has been reached (RFC 9293, 3.8.3, SHLD-9): the connection goes on, and the user may not want to. */
    void tellDeliveryProblem(String report) {
        lock.lock();
        try {
            report(report);
        } finally {
            lock.unlock();
        }
        listenerForNews.run();
    }

    /** With the lock held. Whoever can make the network report can do so often: the last few are enough. */
    private void report(String report) {
        ArrayDeque<String> all = reports;
        if (all == null) {
            all = new ArrayDeque<>();
            reports = all;
        }
        if (!report.equals(all.peekLast())) {
            if (all.size() == MOST_REPORTS) {
                all.removeFirst();
            }
            all.addLast(report);
        }
    }

    /** With the lock held: the reports since the last time. */
    final List<String> reports() {
        List<String> taken = reports == null ? List.of() : List.copyOf(reports);
        reports = null;
        return taken;
    }

    /**
     * The connection is no more. What has arrived stays readable if that happened in an orderly way.
     *
     * @param why null for an orderly end
     */
    void tellEnd(@Nullable TcpFailure why) {
        lock.lock();
        try {
            if (phase == UserSide.Phase.ENDED) {
                return;
            }
            failure = explained(why);
            phase = UserSide.Phase.ENDED;
            remoteFinished = true;
            freeSending();
            if (failure != null || closed) {
                freeReceiving();
            }
            freeReceivingIfRead();
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

    private void freeSending() {
        if (send != null) {
            sendPosition = send.tail();
            store.give(send);
            send = null;
        }
    }

    /** Nothing is placed any more behind the remote's FIN. */
    final void freeReceivingIfRead() {
        if (remoteFinished && receive != null && receive.used() == 0) {
            freeReceiving();
        }
    }

    final void freeReceiving() {
        if (receive != null) {
            receivePosition = receive.tail();
            store.give(receive);
            receive = null;
        }
    }

    /** @return how much of the time is left */
    final long await(Condition condition, long nanos) throws InterruptedIOException {
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

    final void post(boolean needed) {
        if (needed && posted.compareAndSet(false, true)) {
            postWork.run();
        }
    }
}
