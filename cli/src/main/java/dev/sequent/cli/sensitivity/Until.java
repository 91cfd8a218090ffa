package dev.sequent.cli.sensitivity;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * When a judge has to stop, whatever it has or has not done: at a moment of {@link System#nanoTime}, or when told so.
 */
record Until(long nanos, BooleanSupplier cancelled) {
    static Until in(Duration time, BooleanSupplier cancelled) {
        return new Until(System.nanoTime() + time.toNanos(), cancelled);
    }

    boolean over() {
        return cancelled.getAsBoolean() || nanos - System.nanoTime() <= 0;
    }

    /** At least a nanosecond, since none at all means no limit to some. */
    Duration left() {
        return Duration.ofNanos(Math.max(1, nanos - System.nanoTime()));
    }
}
