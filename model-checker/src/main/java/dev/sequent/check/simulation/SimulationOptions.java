package dev.sequent.check.simulation;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Workers;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How to walk.
 *
 * @param seed equal seeds give equal walks
 * @param first number of the first walk, from 0
 * @param walks how many at most
 * @param time wall clock, for the walks alone; {@link Duration#ZERO} for no limit
 * @param depth steps of the longest walks, at least 1
 * @param keepGoing go on after a violation, so that every property gets its own
 * @param threads at least 1; what is found does not depend on it
 * @param memory bytes of the tables that a world keeps of what has occurred; when they are full it begins with empty
 *     ones
 * @param progress told now and then how far it is
 */
public record SimulationOptions(
        long seed,
        long first,
        long walks,
        Duration time,
        int depth,
        boolean keepGoing,
        int threads,
        long memory,
        Consumer<Progress> progress) {

    /** Steps of the longest walks, if nothing else is said: some ten times what opens, uses and closes a connection. */
    public static final int DEPTH = 400;

    /** How long, if neither time nor number is given. */
    public static final Duration TIME = Duration.ofSeconds(30);

    public SimulationOptions {
        if (first < 0 || walks < 1 || depth < 1 || threads < 1 || time.isNegative()) {
            throw new IllegalArgumentException("a simulation takes at least one walk of at least one step");
        }
    }

    /** All cores, thirty seconds, until the first violation. */
    public static SimulationOptions of(long seed) {
        return new SimulationOptions(
                seed,
                0,
                Long.MAX_VALUE,
                TIME,
                DEPTH,
                false,
                Workers.ofThisMachine(),
                Limits.none().memory(),
                progress -> {});
    }

    /** So many walks, from that one on, however long they take. */
    public SimulationOptions withWalks(long from, long count) {
        return new SimulationOptions(seed, from, count, Duration.ZERO, depth, keepGoing, threads, memory, progress);
    }

    public SimulationOptions withTime(Duration most) {
        return new SimulationOptions(seed, first, walks, most, depth, keepGoing, threads, memory, progress);
    }

    public SimulationOptions withDepth(int most) {
        return new SimulationOptions(seed, first, walks, time, most, keepGoing, threads, memory, progress);
    }

    public SimulationOptions withKeepGoing(boolean on) {
        return new SimulationOptions(seed, first, walks, time, depth, on, threads, memory, progress);
    }

    public SimulationOptions withThreads(int count) {
        return new SimulationOptions(seed, first, walks, time, depth, keepGoing, count, memory, progress);
    }

    public SimulationOptions withMemory(long bytes) {
        return new SimulationOptions(seed, first, walks, time, depth, keepGoing, threads, bytes, progress);
    }

    public SimulationOptions withProgress(Consumer<Progress> other) {
        return new SimulationOptions(seed, first, walks, time, depth, keepGoing, threads, memory, other);
    }

    /** How far a simulation is. */
    public record Progress(long walks, long steps, int violations, Duration elapsed) {}
}
