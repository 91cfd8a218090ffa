package dev.sequent.check.engine;

/**
 * Scatters 64 bits over 64 bits, one to one, and back. The constants are those of the finalizer of SplitMix64 (Steele,
 * Lea, Flood: "Fast splittable pseudorandom number generators", 2014, after Stafford).
 */
public final class Mixing {
    private static final long FIRST = 0xbf58476d1ce4e5b9L;
    private static final long SECOND = 0x94d049bb133111ebL;
    private static final long FIRST_INVERSE = inverse(FIRST);
    private static final long SECOND_INVERSE = inverse(SECOND);

    private Mixing() {}

    public static long mix(long x) {
        long h = (x ^ x >>> 30) * FIRST;
        h = (h ^ h >>> 27) * SECOND;
        return h ^ h >>> 31;
    }

    static long unmix(long h) {
        long x = (h ^ h >>> 31 ^ h >>> 62) * SECOND_INVERSE;
        x = (x ^ x >>> 27 ^ x >>> 54) * FIRST_INVERSE;
        return x ^ x >>> 30 ^ x >>> 60;
    }

    /** 64 bits of as many ints as there are; for one or two ints of any width, one to one. */
    static long digest(int[] words, int from, int width) {
        long h = width;
        for (int i = from; i < from + width; i += 2) {
            long pair = words[i] & 0xffffffffL | (i + 1 < from + width ? (long) words[i + 1] << 32 : 0);
            h = mix(h + pair);
        }
        return h;
    }

    /**
     * Of an odd number, modulo 2^64: each step of Newton's doubles the bits that are right, and 5 are to begin with.
     */
    private static long inverse(long odd) {
        long x = 3 * odd ^ 2;
        for (int step = 0; step < 4; step++) {
            x *= 2 - odd * x;
        }
        return x;
    }
}
