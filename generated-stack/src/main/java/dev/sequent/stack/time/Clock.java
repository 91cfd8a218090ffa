package dev.sequent.stack.time;

/**
 * A monotonic clock: nanoseconds since an origin of its own.
 *
 * <p>Layers do not hold a clock: they are given {@code now} as a parameter. A clock exists only at the edges, in the
 * event loop and in devices that delay or stamp frames, so that the same stack runs in real and in virtual time.
 */
public interface Clock {

    /** The deadline of something that has none. */
    long NEVER = Long.MAX_VALUE;

    /** Nanoseconds since this clock's origin; never negative and never less than an earlier answer. */
    long nanos();

    /** A clock that follows the machine's monotonic clock; its origin is the moment of this call. */
    static Clock real() {
        long origin = System.nanoTime();
        return () -> System.nanoTime() - origin;
    }
}
