package dev.sequent.runtime;

/**
 * Points in time as the language defines them, in nanoseconds. Two kinds are not numbers of the clock: the time that
 * was never set, which is earlier than all others; and a time that is known only to lie before some moment, its bound.
 * The latter is what an engine whose clock stands still makes of a time that is too far back to be told from others
 * ({@link Machine#age}). Asking for what does not follow from what is known is a {@link Fault}; {@code LANGUAGE.md},
 * "Time", says what follows. Runtimes with a real clock never meet a bound.
 *
 * <p>Plain static methods on primitives: Java PathFinder executes them as they are.
 */
public final class Times {
    /** The time that was never set. */
    public static final long NEVER = Long.MIN_VALUE;

    /** From here on, a number is a time; below, it is {@link #NEVER} plus a bound, which is at least 1. */
    private static final long FIRST = Long.MIN_VALUE / 2;

    private Times() {}

    /** Is it known exactly? */
    public static boolean known(long time) {
        return time >= FIRST;
    }

    /** For a time that is not known exactly, the moment that it lies before; for {@link #NEVER}, 0. */
    public static long bound(long time) {
        return time - NEVER;
    }

    /** A time of which nothing else is known; a bound before the clock's zero says only that it is before 1. */
    public static long before(long bound) {
        return NEVER + Math.max(1, bound);
    }

    /** A point in time, after {@code elapsed}, as seen from a clock that stands still; see {@link Machine#age}. */
    public static long aged(long time, long elapsed, long horizon) {
        if (time == NEVER) {
            return time;
        }
        if (known(time)) {
            return time - elapsed >= horizon ? time - elapsed : before(horizon);
        }
        return before(Math.max(horizon, bound(time) - elapsed));
    }

    /**
     * Which of two times is earlier: the sign of their difference.
     *
     * @param what the comparison in the specification's words
     */
    public static int order(int point, long a, long b, String what) {
        if (known(a) && known(b)) {
            return sign(a, b);
        }
        if (a == NEVER || b == NEVER) {
            return sign(a, b);
        }
        if (known(b) && bound(a) <= b) {
            return -1;
        }
        if (known(a) && bound(b) <= a) {
            return 1;
        }
        throw lost(point, what);
    }

    /** Whether {@code a - b} is shorter or longer than {@code length}: the sign of the difference. */
    public static int order(int point, long a, long b, long length, String what) {
        if (known(a) && known(b)) {
            return sign(Checks.subtract(point, a, b), length);
        }
        if (b == NEVER && a != NEVER || known(a) && !known(b) && a - bound(b) >= length) {
            return 1;
        }
        throw lost(point, what);
    }

    /** As {@link #order(int, long, long, long, String)}, the other way round: of the length against the difference. */
    public static int orderOfLength(int point, long length, long a, long b, String what) {
        return -order(point, a, b, length, what);
    }

    /** {@code a - b}, where it is needed as a number. */
    public static long difference(int point, long a, long b, String what) {
        if (known(a) && known(b)) {
            return Checks.subtract(point, a, b);
        }
        throw lost(point, what);
    }

    public static long add(int point, long time, long length) {
        return known(time) ? exact(point, Checks.add(point, time, length)) : moved(point, time, length);
    }

    public static long subtract(int point, long time, long length) {
        return known(time)
                ? exact(point, Checks.subtract(point, time, length))
                : moved(point, time, Checks.negate(point, length));
    }

    private static long exact(int point, long time) {
        if (!known(time)) {
            throw new Fault(point, "a time this long ago does not fit");
        }
        return time;
    }

    private static long moved(int point, long time, long length) {
        if (time == NEVER) {
            return time;
        }
        long moved = before(Checks.add(point, bound(time), length));
        if (known(moved)) {
            throw new Fault(point, "a time this far ahead does not fit");
        }
        return moved;
    }

    public static long earlier(long a, long b) {
        if (known(a) && known(b) || a == NEVER || b == NEVER) {
            return Math.min(a, b);
        }
        return before(Math.min(end(a), end(b)));
    }

    /** The first moment that is certainly later. */
    private static long end(long time) {
        return known(time) ? time + 1 : bound(time);
    }

    public static long later(int point, long a, long b, String what) {
        if (known(a) && known(b) || a == NEVER || b == NEVER) {
            return Math.max(a, b);
        }
        return order(point, a, b, what) < 0 ? b : a;
    }

    /** When a timer that is started at this time is due. */
    public static long due(int point, long time, long now, String what) {
        if (known(time)) {
            return time;
        }
        if (bound(time) <= now) {
            return now;
        }
        throw lost(point, what);
    }

    private static int sign(long a, long b) {
        return a < b ? -1 : a == b ? 0 : 1;
    }

    private static Fault lost(int point, String what) {
        return new Fault(
                point,
                what.concat(
                        ": a time here was never set, or lies further back than the check looks, and how far decides"));
    }
}
