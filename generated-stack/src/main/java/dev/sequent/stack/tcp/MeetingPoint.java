package dev.sequent.stack.tcp;

import dev.sequent.stack.buffer.Ring;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection's user, on any thread, and the stack's loop meet: the two rings, what the user has asked for, what
 * it has been told. These methods are for the loop; {@link UserSide} is the user's side.
 *
 * <p>A monitor guards all of it. The loop takes it once per batch to pass on news, not for each segment: in between, it
 * copies out of the send ring and places into the receive ring without it ({@link Rings} says why it may). Stream
 * positions count from 0 in both rings; {@link ConnectionText} knows which sequence number that is.
 */
final class MeetingPoint {

    /** Reports that are kept for the user. */
    static final int MOST_REPORTS = 16;

    private final Runnable postWork;
    private final AtomicBoolean posted = new AtomicBoolean();
    private Runnable newsHook = () -> {};

    final Monitor monitor = new Monitor("the connection");
    final Condition readable = monitor.condition();
    final Condition writable = monitor.condition();

    // From here on guarded by the monitor.

    final Rings rings;
    /** What the user has asked for and the loop has not taken yet. */
    final UserRequests requests = new UserRequests();

    /** The user writes no more. */
    boolean outputShut;
    /** It reads what has come, and no more. */
    boolean inputShut;
    /** Nor does it read any more. */
    boolean closed;
    /** What has come can still be read when the connection has failed. */
    boolean keepsUnread;

    // What the user has been told.
    private UserSide.Phase phase = UserSide.Phase.OPENING;
    private boolean remoteFinished;
    private boolean urgentAnnounced;
    private @Nullable TcpFailure failure;
    private @Nullable String networkReport;
    private @Nullable ArrayDeque<String> reports;

    /** @param postWork called with no lock held when there is something for the loop to do */
    MeetingPoint(Rings rings, Runnable postWork) {
        this.rings = rings;
        this.postWork = postWork;
        requests.clear();
    }

    /**
     * Has the loop {@linkplain #takeRequests take what was asked for}, unless it is about to. From any thread, with no
     * lock held.
     */
    void post() {
        if (posted.compareAndSet(false, true)) {
            postWork.run();
        }
    }

    /** Has something remembered with the monitor held, and the loop take it. From any thread. */
    void ask(Runnable what) {
        monitor.lock();
        try {
            what.run();
        } finally {
            monitor.unlock();
        }
        post();
    }

    /** From now on calls this on the loop after each change that the user can see, with no lock held. */
    void onNews(Runnable hook) {
        newsHook = hook;
    }

    // ---------------------------------------------------------------- the loop takes

    /** Takes what the user has asked for since the last time. */
    void takeRequests(UserRequests into) {
        posted.set(false);
        monitor.lock();
        try {
            requests.written = rings.written();
            requests.moveTo(into);
            rings.freeReceivingIfEmpty();
        } finally {
            monitor.unlock();
        }
    }

    /** The send ring: read by the loop up to what {@link #takeRequests} told; null when nothing is queued. */
    @Nullable
    Ring sendRing() {
        return rings.sending();
    }

    /** The receive ring, made now if there is none. The loop may place into it beyond the tail. */
    Ring receiveRing() {
        Ring ring = rings.receiving();
        if (ring != null) {
            return ring;
        }
        monitor.lock();
        try {
            return rings.makeReceiving();
        } finally {
            monitor.unlock();
        }
    }

    @Nullable
    Ring receiveRingIfAny() {
        return rings.receiving();
    }

    /** Octets not taken by the user yet. */
    int unread() {
        Ring ring = rings.receiving();
        return ring == null ? 0 : ring.used();
    }

    /** Position after the last octet that the user has written. */
    long written() {
        monitor.lock();
        try {
            return rings.written();
        } finally {
            monitor.unlock();
        }
    }

    /** Octets that the remote has acknowledged. */
    long octetsAcknowledged() {
        monitor.lock();
        try {
            return rings.written() - rings.unacknowledged();
        } finally {
            monitor.unlock();
        }
    }

    /** Octets that have come in order, whether or not the user has taken them. */
    long octetsReceived() {
        monitor.lock();
        try {
            return rings.received();
        } finally {
            monitor.unlock();
        }
    }

    /** Octets that the remote has not acknowledged. */
    int unacknowledged() {
        Ring ring = rings.sending();
        return ring == null ? 0 : ring.used();
    }

    // ---------------------------------------------------------------- the loop tells

    /** Tells the user: so many octets more can be read, so many have been acknowledged. */
    void tell(int delivered, int acknowledged) {
        monitor.lock();
        try {
            if (delivered > 0) {
                rings.delivered(delivered);
                readable.signalAll();
            }
            if (acknowledged > 0) {
                networkReport = null; // Whatever the problem was, it did not last.
                rings.acknowledged(acknowledged);
                writable.signalAll();
            }
        } finally {
            monitor.unlock();
        }
        newsHook.run();
    }

    void tellOpen() {
        monitor.lock();
        try {
            phase = UserSide.Phase.OPEN;
            writable.signalAll();
        } finally {
            monitor.unlock();
        }
        newsHook.run();
    }

    void tellRemoteFinished() {
        monitor.lock();
        try {
            remoteFinished = true;
            rings.freeReceivingIfRead();
            readable.signalAll();
        } finally {
            monitor.unlock();
        }
        newsHook.run();
    }

    void tellUrgent() {
        monitor.lock();
        try {
            urgentAnnounced = true;
        } finally {
            monitor.unlock();
        }
        newsHook.run();
    }

    /** What the network reports: a soft error (RFC 9293, 3.9.1.8, MUST-47); it explains a timeout, if one follows. */
    void tellNetworkReport(String report) {
        monitor.lock();
        try {
            networkReport = report;
            report(report);
        } finally {
            monitor.unlock();
        }
        newsHook.run();
    }

    /** R1 has been reached (RFC 9293, 3.8.3, SHLD-9): the connection goes on, but the user may not want to. */
    void tellDeliveryProblem(String report) {
        monitor.lock();
        try {
            report(report);
        } finally {
            monitor.unlock();
        }
        newsHook.run();
    }

    /**
     * The connection is gone. What has arrived stays readable if it ended in an orderly way.
     *
     * @param why null for an orderly end
     */
    void tellEnd(@Nullable TcpFailure why) {
        monitor.lock();
        try {
            if (phase == UserSide.Phase.ENDED) {
                return;
            }
            failure = explained(why);
            phase = UserSide.Phase.ENDED;
            remoteFinished = true;
            rings.freeSending();
            if (failure != null && !keepsUnread || closed) {
                rings.freeReceiving();
            }
            rings.freeReceivingIfRead();
            readable.signalAll();
            writable.signalAll();
        } finally {
            monitor.unlock();
        }
        newsHook.run();
    }

    private @Nullable TcpFailure explained(@Nullable TcpFailure why) {
        return why != null && why.kind() == TcpFailure.Kind.TIMED_OUT && networkReport != null
                ? new TcpFailure(TcpFailure.Kind.UNREACHABLE, why.text() + "; " + networkReport)
                : why;
    }

    /** Anybody who can make the network report can do so often: the last few are enough. */
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

    // ---------------------------------------------------------------- what the user has been told, with the monitor
    // held

    UserSide.Phase phase() {
        return phase;
    }

    /** The remote has finished sending, or the connection is gone. */
    boolean remoteFinished() {
        return remoteFinished;
    }

    /** Why the connection came to an end, if not in the orderly way. */
    @Nullable
    TcpFailure failure() {
        return failure;
    }

    /** Whether urgent data was announced since this was last asked. */
    boolean takeUrgent() {
        boolean announced = urgentAnnounced;
        urgentAnnounced = false;
        return announced;
    }

    /** The reports since the last time. */
    List<String> takeReports() {
        List<String> taken = reports == null ? List.of() : List.copyOf(reports);
        reports = null;
        return taken;
    }
}
