package dev.sequent.cli.sensitivity;

import java.time.Duration;

/**
 * How much each judge does before it says that it finds nothing.
 *
 * @param seed of what the suite draws and where walks go
 * @param tries of each property of the suite; no more than a tenth of what it makes in a quick run
 * @param walks through each scenario
 * @param states of each quick scenario
 * @param time of each judge for each fault: a safety that should not be needed
 */
public record Bounds(long seed, long tries, long walks, long states, Duration time) {
    public static final long TRIES = 200;
    public static final long WALKS = 100;
    public static final long STATES = 200_000;
    public static final Duration TIME = Duration.ofMinutes(10);
}
