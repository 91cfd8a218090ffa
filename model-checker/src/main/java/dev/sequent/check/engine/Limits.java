package dev.sequent.check.engine;

import java.time.Duration;

/**
 * When to give up. Checked between batches, so that a search may run past a limit by one batch.
 *
 * @param states states seen
 * @param time wall clock
 * @param memory bytes of the search's own tables, if they do not grow on disk
 * @param keepGoing go on after a violation, so that every property gets its own verdict
 */
public record Limits(long states, Duration time, long memory, boolean keepGoing) {
    /** No limit but three quarters of the heap; stops at the first violation. */
    public static Limits none() {
        return new Limits(
                Long.MAX_VALUE, Duration.ofDays(3650), Runtime.getRuntime().maxMemory() / 4 * 3, false);
    }

    public Limits withStates(long most) {
        return new Limits(most, time, memory, keepGoing);
    }

    public Limits withTime(Duration most) {
        return new Limits(states, most, memory, keepGoing);
    }

    public Limits withMemory(long most) {
        return new Limits(states, time, most, keepGoing);
    }

    public Limits withKeepGoing(boolean on) {
        return new Limits(states, time, memory, on);
    }
}
