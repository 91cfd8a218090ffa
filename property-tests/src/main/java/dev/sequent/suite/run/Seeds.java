package dev.sequent.suite.run;

import java.util.Random;

/**
 * The seed of each try, from that of the run. That of the first try is the run's own: so the seed of any try, given to
 * a run of one try, repeats it.
 */
final class Seeds {
    /** Of SplitMix64: 2^64 divided by the golden ratio, odd. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** @param number of the try, from 0 */
    static long of(long run, long number) {
        if (number == 0) {
            return run;
        }
        long z = run + number * STEP;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Where the value of a try is drawn from: the same on every machine, as {@link Random} is specified to be. */
    static Random random(long seed) {
        return new Random(seed);
    }
}
