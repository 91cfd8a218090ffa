package dev.sequent.check.system;

import dev.sequent.runtime.Machine;
import dev.sequent.spec.model.Scenario;

/**
 * The clock of a scenario. Machines are always told that it is {@code now}: when time passes, what they remember moves
 * into the past instead ({@link Machine#age}), so that states which differ only in the date are one.
 *
 * @param now with ticks so late that 0 is long ago; without, 0
 * @param tick in nanoseconds; 0: the clock stands still
 * @param lifetime of a message, in ticks
 */
public record Clock(long now, long tick, int lifetime) {
    static final Clock STILL = new Clock(0, 0, 0);

    /** How far back in ticks machines tell times apart. */
    private static final int MEMORY = 1024;

    static Clock of(Scenario scenario) {
        return scenario.timing()
                .map(t -> new Clock(
                        Math.max(1L << 50, Math.multiplyExact(2L * MEMORY, t.tick())),
                        t.tick(),
                        Math.toIntExact(t.lifetime() / t.tick())))
                .orElse(STILL);
    }

    public boolean ticks() {
        return tick > 0;
    }

    /** Half ticks until that moment, 0 if it is past: an odd number for any moment between two ticks. */
    int until(long at) {
        long left = Math.max(0, at - now);
        return (int) Math.min(Integer.MAX_VALUE, 2 * Math.min(Integer.MAX_VALUE, left / tick) + (left % tick == 0 ? 0 : 1));
    }

    /** A tick passes. */
    void age(Machine machine) {
        machine.age(tick, horizon());
    }

    /** A time that is further back than that is as good as any other. */
    public long horizon() {
        return now - MEMORY * tick;
    }

    /** So long ago that nobody knows how long. */
    boolean longAgo(long time) {
        return time <= horizon();
    }
}
