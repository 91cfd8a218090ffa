package dev.sequent.check.simulation;

import dev.sequent.check.engine.Mixing;

/**
 * A source of random numbers that is the same on every machine and in every version of Java: SplitMix64 (Steele, Lea,
 * Flood: "Fast splittable pseudorandom number generators", 2014).
 */
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** Those of one walk among many: close seeds and numbers give unrelated sequences. */
    static Dice of(long seed, long walk) {
        return new Dice(Mixing.mix(seed + GOLDEN_GAMMA) ^ Mixing.mix(~walk));
    }

    private long next() {
        state += GOLDEN_GAMMA;
        return Mixing.mix(state);
    }

    /** From 0 to below {@code bound}, which is at least 1. */
    int below(int bound) {
        return (int) Math.multiplyHigh(next() >>> 1, (long) bound << 1);
    }
}
