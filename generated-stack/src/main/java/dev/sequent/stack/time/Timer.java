package dev.sequent.stack.time;

import org.jspecify.annotations.Nullable;

/**
 * A timer that can be started on one {@link TimerWheel}. It is the wheel's list node itself, so that starting, stopping
 * and restarting it allocates nothing. Created once by its owner and used for as long as the owner lives.
 */
public final class Timer {

    /** What is done when a timer expires. */
    @FunctionalInterface
    public interface Expiry {

        /**
         * The timer has expired and is idle again; it may be restarted from here.
         *
         * @param now the {@code now} of the {@link TimerWheel#advance} that found it due, not the deadline
         */
        void expired(long now);
    }

    static final int IDLE = -1;
    static final int DUE = -2;

    final Expiry expiry;
    long deadline;
    long order;
    /** {@link #IDLE}, {@link #DUE} (then {@link #heapIndex} counts) or the number of the wheel's slot. */
    int place = IDLE;

    int heapIndex;

    @Nullable
    Timer previous;

    @Nullable
    Timer next;

    @Nullable
    TimerWheel wheel;

    public Timer(Expiry expiry) {
        this.expiry = expiry;
    }

    /** Whether the timer is running. */
    public boolean isRunning() {
        return place != IDLE;
    }

    /** When it expires, {@link Clock#NEVER} while it is not running. */
    public long deadline() {
        return place == IDLE ? Clock.NEVER : deadline;
    }

    boolean before(Timer other) {
        return deadline != other.deadline ? deadline < other.deadline : order < other.order;
    }
}
