package dev.sequent.cli.sensitivity;

import java.time.Duration;

/**
 * How much each judge does before it says that it finds nothing.
 *
 * @param seed of what the suite draws and where walks go
 * @param tries of each property of the suite; no more than the property makes in a quick run
 * @param walks through each scenario
 * @param states of each quick scenario
 * @param time of each judge for each fault: a safety that should not be needed
 */
public record Bounds(long seed, long tries, long walks, long states, Duration time) {
    public static final long TRIES = 500;
    public static final long WALKS = 500;
    public static final long STATES = 2_000_000;
    public static final Duration TIME = Duration.ofMinutes(10);
}
