package dev.sequent.language.interpret;

/** The arithmetic of sequence numbers (RFC 9293, 3.4), on values 0 .. 2^32-1. */
final class Sequence {
    private static final long SPACE = 4294967296L;
    private static final long HALF = 2147483648L;

    private Sequence() {}

    static long plus(long x, long number) {
        return Math.floorMod(Math.floorMod(x, SPACE) + Math.floorMod(number, SPACE), SPACE);
    }

    static long minus(long x, long number) {
        return Math.floorMod(Math.floorMod(x, SPACE) - Math.floorMod(number, SPACE), SPACE);
    }

    /** How far ahead of a b is. */
    static long distance(long a, long b) {
        return Math.floorMod(b - a, SPACE);
    }

    /** b lies ahead of a, by less than half the space. */
    static boolean less(long a, long b) {
        return distance(a, b) > 0 && distance(a, b) < HALF;
    }

    static boolean lessOrEqual(long a, long b) {
        return a == b || less(a, b);
    }

    static boolean greater(long a, long b) {
        return less(b, a);
    }

    static boolean greaterOrEqual(long a, long b) {
        return a == b || greater(a, b);
    }

    static long earlier(long a, long b) {
        return less(a, b) ? a : b;
    }

    static long later(long a, long b) {
        return greater(a, b) ? a : b;
    }
}
