package dev.sequent.stack.time;

/**
 * A clock that stands still until it is told to move: time in tests, simulations and replays. Not safe for use by
 * several threads.
 */
public final class VirtualClock implements Clock {

    private long now;

    @Override
    public long nanos() {
        return now;
    }

    /**
     * Moves the clock forward to {@code nanos}.
     *
     * @throws IllegalArgumentException if that would be backwards
     */
    public void advanceTo(long nanos) {
        if (nanos < now) {
            throw new IllegalArgumentException("time would run backwards: from " + now + " ns to " + nanos + " ns");
        }
        now = nanos;
    }

    /** Moves the clock forward by {@code nanos}. */
    public void advance(long nanos) {
        advanceTo(Math.addExact(now, nanos));
    }
}
