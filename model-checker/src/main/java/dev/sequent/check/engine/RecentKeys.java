package dev.sequent.check.engine;

import java.util.Arrays;

/**
 * Recent keys and their values: few enough to stay in a processor's cache. Most successors of a stretch of the frontier
 * are successors of several of its states; these need not be looked up in a table, which is far away. For one thread at
 * a time.
 */
final class RecentKeys {
    private static final int SLOT_BITS = 15;

    private final int longs;
    private final long[] keys;
    private final int[] values;

    /** @param longs of a key */
    RecentKeys(int longs) {
        this.longs = longs;
        keys = new long[longs << SLOT_BITS];
        values = new int[1 << SLOT_BITS];
        Arrays.fill(values, OrderedTable.FRESH);
    }

    /** The bits after those that choose a table and a row in it. */
    private static int slot(long key) {
        return (int) (key >>> 40) & (1 << SLOT_BITS) - 1;
    }

    /** @return its value, or {@link OrderedTable#FRESH} when the key is not a recent one */
    int find(long[] made, int at) {
        int slot = slot(made[at]);
        for (int i = 0; i < longs; i++) {
            if (keys[slot * longs + i] != made[at + i]) {
                return OrderedTable.FRESH;
            }
        }
        return values[slot];
    }

    void put(long[] made, int at, int value) {
        int slot = slot(made[at]);
        System.arraycopy(made, at, keys, slot * longs, longs);
        values[slot] = value;
    }
}
