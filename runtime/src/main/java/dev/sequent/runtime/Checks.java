package dev.sequent.runtime;

/**
 * Arithmetic and stores as the language defines them: exact in 64 bits and inside the type's range, or a {@link Fault}
 * that names the point of the statement. The generator calls these only where the types do not rule the fault out.
 *
 * <p>Plain static methods on primitives: Java PathFinder executes them as they are.
 */
public final class Checks {
    private Checks() {}

    // ------------------------------------------------------------ arithmetic

    public static long add(int point, long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw overflow(point, a, " + ", b);
        }
        return sum;
    }

    public static long subtract(int point, long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw overflow(point, a, " - ", b);
        }
        return difference;
    }

    public static long multiply(int point, long a, long b) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) != product >> 63) {
            throw overflow(point, a, " * ", b);
        }
        return product;
    }

    /** Truncates towards zero. */
    public static long divide(int point, long a, long b) {
        if (b == 0) {
            throw new Fault(point, "division by zero");
        }
        if (b == -1) {
            return negate(point, a);
        }
        return a / b;
    }

    /** The remainder of {@link #divide}: has the sign of a. */
    public static long remainder(int point, long a, long b) {
        if (b == 0) {
            throw new Fault(point, "remainder of a division by zero");
        }
        return b == -1 ? 0 : a % b;
    }

    public static long shiftLeft(int point, long a, long count) {
        shiftCount(point, count);
        long shifted = a << count;
        if (shifted >> count != a) {
            throw overflow(point, a, " << ", count);
        }
        return shifted;
    }

    public static long shiftRight(int point, long a, long count) {
        shiftCount(point, count);
        return a >> count;
    }

    private static void shiftCount(int point, long count) {
        if (count < 0 || count > 63) {
            throw new Fault(point, text("a shift by ", count, ", outside of 0 .. 63"));
        }
    }

    public static long negate(int point, long a) {
        if (a == Long.MIN_VALUE) {
            throw new Fault(point, text("the negative of ", a, " does not fit in 64 bits"));
        }
        return -a;
    }

    public static long absolute(int point, long a) {
        return a < 0 ? negate(point, a) : a;
    }

    // ------------------------------------------------------------ sequence numbers (RFC 9293, 3.4)

    /** The earlier of two; the second when they lie exactly half the space apart, since then neither comes first. */
    public static int earlier(int a, int b) {
        return b - a > 0 ? a : b;
    }

    public static int later(int a, int b) {
        return a - b > 0 ? a : b;
    }

    // ------------------------------------------------------------ values and places

    /**
     * @param max largest value that the place holds; the smallest is 0
     * @param place what it is, in the specification's words, for instance {@code SND.WND: u32}
     * @return the value
     */
    public static long range(int point, long value, long max, String place) {
        if (value < 0 || value > max) {
            throw new Fault(point, text("", value, " is out of the range of ").concat(place));
        }
        return value;
    }

    /** A truth in generic form. */
    public static boolean truth(int point, long value, String place) {
        return range(point, value, 1, place) != 0;
    }

    /** A sequence number in generic form. */
    public static int sequence(int point, long value, String place) {
        return (int) range(point, value, 0xffffffffL, place);
    }

    /** Before the value of an optional is read. */
    public static long present(int point, boolean present, long value) {
        absent(point, present);
        return value;
    }

    public static int present(int point, boolean present, int value) {
        absent(point, present);
        return value;
    }

    public static boolean present(int point, boolean present, boolean value) {
        absent(point, present);
        return value;
    }

    private static void absent(int point, boolean present) {
        if (!present) {
            throw new Fault(point, "there is no value where one is read");
        }
    }

    // ------------------------------------------------------------ ranges and tables

    /** Start of the first range. */
    public static int first(int point, RangeSet ranges) {
        if (ranges.count() == 0) {
            throw new Fault(point, "the first of no ranges");
        }
        return ranges.from(0);
    }

    /** End of the last range. */
    public static int last(int point, RangeSet ranges) {
        if (ranges.count() == 0) {
            throw new Fault(point, "the last of no ranges");
        }
        return ranges.to(ranges.count() - 1);
    }

    public static void add(int point, RangeSet ranges, int from, int to) {
        if (!ranges.add(from, to)) {
            throw new Fault(point, text("all ", ranges.capacity(), " ranges are in use"));
        }
    }

    /** The lowest free slot. @param name the table's, in the specification's words */
    public static int slot(int point, boolean[] used, String name) {
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                return i;
            }
        }
        throw new Fault(point, text("all ", used.length, " rows are in use: ").concat(name));
    }

    /** How many slots are in use. */
    public static int count(boolean[] used) {
        int count = 0;
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                count++;
            }
        }
        return count;
    }

    // ------------------------------------------------------------ flow

    /** At the start of each iteration of a loop: one fewer is left. */
    public static long turn(int point, long left) {
        if (left <= 0) {
            throw new Fault(point, "the loop takes more turns than it may");
        }
        return left - 1;
    }

    /** @param message what the specification says about the assertion; may be empty */
    public static void assertion(int point, boolean holds, String message) {
        if (!holds) {
            throw new Fault(point, "assertion does not hold: ".concat(message));
        }
    }

    /** @param reason the specification's reason why this is never reached */
    public static Fault unreachable(int point, String reason) {
        return new Fault(point, "declared unreachable, and reached: ".concat(reason));
    }

    /** For a function that ends without a value. */
    public static Fault noValue(int point, String function) {
        return new Fault(point, function.concat(" ends without a value"));
    }

    /** A condition that is written as a constant: javac must not reason about it. */
    public static boolean is(boolean condition) {
        return condition;
    }

    /** For an ordinal that does not exist. @param what for instance {@code timer} */
    public static IllegalArgumentException none(String what, int ordinal) {
        return new IllegalArgumentException(
                text("there is no ", ordinal, " among the ").concat(what));
    }

    private static Fault overflow(int point, long a, String operator, long b) {
        return new Fault(point, Long.toString(a).concat(text(operator, b, " does not fit in 64 bits")));
    }

    /** By hand: the plus of strings is compiled to invokedynamic. */
    private static String text(String before, long value, String after) {
        return before.concat(Long.toString(value)).concat(after);
    }
}
