package dev.sequent.check.engine;

/**
 * How the ints of a state are packed: a number of bits for each, one after the other, in as few longs as possible. Ints
 * are taken as unsigned.
 */
final class Layout {
    private final int[] bits;
    private final int total;

    private Layout(int[] bits) {
        this.bits = bits;
        int sum = 0;
        for (int b : bits) {
            sum += b;
        }
        total = sum;
    }

    /** For states of which nothing is known yet: one long in all, unless they have too many ints for that. */
    static Layout of(int width) {
        return covering(new int[width]);
    }

    /**
     * One long if that is enough. Otherwise each int gets at least one spare bit, so that it must double before states
     * are repacked.
     *
     * @param union for each int all bits that any state has set there
     */
    static Layout covering(int[] union) {
        int[] bits = new int[union.length];
        int needed = 0;
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(union[i]));
            needed += bits[i];
        }
        int spare = needed <= Long.SIZE ? Long.SIZE - needed : bits.length + (-(needed + bits.length) & 7);
        for (boolean room = true; spare > 0 && room; ) {
            room = false;
            for (int i = 0; i < bits.length && spare > 0; i++) {
                if (bits[i] < Integer.SIZE) {
                    bits[i]++;
                    spare--;
                    room = true;
                }
            }
        }
        return new Layout(bits);
    }

    /** Whether states with these bits set can be packed. */
    boolean covers(int[] union) {
        for (int i = 0; i < bits.length; i++) {
            if ((union[i] & 0xffffffffL) >>> bits[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Bits of a packed state. */
    int bits() {
        return total;
    }

    /** Longs of a packed state. */
    int longs() {
        return (total + Long.SIZE - 1) >>> 6;
    }

    /** @param state must be {@linkplain #covers covered} */
    void pack(int[] state, int at, long[] into, int to) {
        long word = 0;
        int filled = 0;
        int w = to;
        for (int i = 0; i < bits.length; i++) {
            long value = state[at + i] & 0xffffffffL;
            word |= value << filled;
            filled += bits[i];
            if (filled >= Long.SIZE) {
                into[w++] = word;
                filled -= Long.SIZE;
                word = filled == 0 ? 0 : value >>> bits[i] - filled;
            }
        }
        if (filled > 0) {
            into[w] = word;
        }
    }

    void unpack(long[] packed, int at, int[] into, int to) {
        int from = 0;
        int w = at;
        for (int i = 0; i < bits.length; i++) {
            long value = packed[w] >>> from;
            int left = Long.SIZE - from;
            from += bits[i];
            if (from >= Long.SIZE) {
                from -= Long.SIZE;
                w++;
                value |= from == 0 ? 0 : packed[w] << left;
            }
            into[to + i] = (int) (value & (1L << bits[i]) - 1);
        }
    }
}
