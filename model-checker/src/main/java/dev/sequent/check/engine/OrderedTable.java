package dev.sequent.check.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Keys in ascending order, each as near as possible to where it would be if keys were spread evenly, with free slots in
 * between (Amble, Knuth: "Ordered hash tables", 1974). A search ends at the first key that is greater, so that the
 * table may be nearly full; it grows by being copied from end to end.
 *
 * <p>A key is 64 bits that are as good as random, and perhaps more bytes that tell it from others. Its first bits,
 * which are not stored, choose the table and the row in it (Cleary: "Compact hash tables using bidirectional linear
 * probing", 1984). A slot consists of a bit that says that it is taken, 55 bits of the key, the bytes that tell it from
 * others, and perhaps a number. For one thread at a time.
 */
final class OrderedTable {
    /** What {@link #place} returns when the key is new; never a value. */
    static final int FRESH = Integer.MIN_VALUE;
    /** How many of a key's first bits choose the table. */
    static final int TABLE_BITS = 5;

    private static final int ROW_BITS = 4;
    private static final int ROWS = 1 << ROW_BITS;
    private static final int STORED_BITS = Long.SIZE - TABLE_BITS - ROW_BITS;
    private static final int KEY_BYTES = (STORED_BITS + 1) / 8;
    private static final long TAKEN = 1L << STORED_BITS;
    private static final long KEY = 2 * TAKEN - 1;
    /** What may be read, or written over, beyond the last slot. */
    private static final int MARGIN = 8;

    private static final int FIRST_CAPACITY = 48;
    /** Below, a row doubles; above, it grows by a part of it. */
    private static final int SMALL_ROW = 1 << 10;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Space space;
    private final int restBytes;
    private final boolean valued;
    private final int slotBytes;

    private MemorySegment slots;
    /** Slots of a row over which keys are spread. */
    private int capacity;
    /** Slots of a row, and bytes: a few more, since keys are shifted to the right. The last slot stays free. */
    private int rowSlots;

    private long rowBytes;
    private final int[] used = new int[ROWS];

    /**
     * @param number of the table: tables of different numbers are made to grow at different times
     * @param restBytes of a key beyond the 64 bits
     * @param valued whether each key has a value
     */
    OrderedTable(int number, int restBytes, boolean valued, Space space) {
        this.space = space;
        this.restBytes = restBytes;
        this.valued = valued;
        slotBytes = KEY_BYTES + restBytes + (valued ? Integer.BYTES : 0);
        shape(FIRST_CAPACITY + (FIRST_CAPACITY * number >>> TABLE_BITS));
        slots = space.take(ROWS * rowBytes + MARGIN);
    }

    private void shape(int newCapacity) {
        capacity = newCapacity;
        rowSlots = newCapacity + 16 + newCapacity / 32;
        rowBytes = (long) rowSlots * slotBytes;
    }

    /**
     * Finds a key, or adds it.
     *
     * @param keys has the key at {@code at}; then, if there is more, the rest of it, eight bytes to a long
     * @param value of the key if it is new; not {@link #FRESH}
     * @return the value of the existing key (0 if values are not kept), or {@link #FRESH}
     */
    int place(long[] keys, int at, int value) {
        long slot = find(keys, at);
        if (slot >= 0) {
            return valued ? slots.get(INT, slot + KEY_BYTES + restBytes) : 0;
        }
        int row = row(keys[at]);
        long gap = ~slot;
        while (get(slots, gap) != 0) {
            gap += slotBytes;
        }
        if (used[row] >= capacity - capacity / 10 || gap >= (row + 1) * rowBytes - slotBytes) {
            grow();
            return place(keys, at, value);
        }
        write(~slot, gap, keys, at, value);
        used[row]++;
        return FRESH;
    }

    /** Gives a key that is there another value. */
    void setValue(long[] keys, int at, int value) {
        slots.set(INT, find(keys, at) + KEY_BYTES + restBytes, value);
    }

    /** @return offset of a key's slot, or the complement of where it belongs */
    private long find(long[] keys, int at) {
        long key = keys[at];
        long wanted = stored(key);
        long slot = row(key) * rowBytes + home(key, capacity) * slotBytes;
        for (; ; slot += slotBytes) {
            long there = get(slots, slot);
            if (there >= wanted) {
                if (there > wanted) {
                    return ~slot;
                }
                if (restBytes == 0 || sameRest(slot + KEY_BYTES, keys, at + 1)) {
                    return slot;
                }
            } else if (there == 0) {
                return ~slot;
            }
        }
    }

    private static int row(long key) {
        return (int) (key >>> STORED_BITS) & ROWS - 1;
    }

    private static long stored(long key) {
        return key & TAKEN - 1 | TAKEN;
    }

    private static long home(long key, int capacity) {
        return Math.unsignedMultiplyHigh(key << TABLE_BITS + ROW_BITS, capacity);
    }

    private static long get(MemorySegment from, long slot) {
        return from.get(LONG, slot) & KEY;
    }

    private boolean sameRest(long offset, long[] keys, int at) {
        int word = at;
        int left = restBytes;
        for (; left >= Long.BYTES; left -= Long.BYTES, word++) {
            if (slots.get(LONG, offset + restBytes - left) != keys[word]) {
                return false;
            }
        }
        return left == 0 || (slots.get(LONG, offset + restBytes - left) & low(left)) == keys[word];
    }

    /** Shifts the contents from a slot up to a free one, and writes the key there. */
    private void write(long slot, long gap, long[] keys, int at, int value) {
        MemorySegment.copy(slots, slot, slots, slot + slotBytes, gap - slot);
        put(slots, slot, KEY_BYTES, stored(keys[at]));
        long offset = slot + KEY_BYTES;
        int word = at + 1;
        for (int left = restBytes; left > 0; left -= Long.BYTES, word++, offset += Long.BYTES) {
            put(slots, offset, Math.min(left, Long.BYTES), keys[word]);
        }
        if (valued) {
            slots.set(INT, slot + KEY_BYTES + restBytes, value);
        }
    }

    /** Writes the low bytes of a long and leaves what comes behind them. */
    private static void put(MemorySegment to, long offset, int bytes, long value) {
        if (bytes == Long.BYTES) {
            to.set(LONG, offset, value);
        } else {
            to.set(LONG, offset, to.get(LONG, offset) & ~low(bytes) | value);
        }
    }

    private static long low(int bytes) {
        return (1L << 8 * bytes) - 1;
    }

    private void grow() {
        MemorySegment old = slots;
        int oldSlots = rowSlots;
        long oldRow = rowBytes;
        boolean done = false;
        while (!done) {
            if (rowSlots > Integer.MAX_VALUE / 2) {
                throw new StorageFull("a table of more than " + rowSlots + " slots in a row");
            }
            shape(capacity < SMALL_ROW ? capacity * 2 : capacity + capacity / 8);
            slots = space.take(ROWS * rowBytes + MARGIN);
            done = true;
            for (int row = 0; row < ROWS && done; row++) {
                done = spread(old, row * oldRow, oldSlots, row * rowBytes);
            }
            if (!done) {
                space.give(slots);
            }
        }
        space.give(old);
    }

    /** Copies a row. @return false when the last slot would not stay free */
    private boolean spread(MemorySegment old, long from, int oldSlots, long to) {
        long next = 0;
        for (int i = 0; i < oldSlots; i++) {
            long slot = from + (long) i * slotBytes;
            long key = get(old, slot);
            if (key != 0) {
                long place = Math.max(next, home(key, capacity));
                if (place >= rowSlots - 1) {
                    return false;
                }
                copy(old, slot, to + place * slotBytes);
                next = place + 1;
            }
        }
        return true;
    }

    /** Zeroes up to seven bytes behind the slot, where nothing stands as yet. */
    private void copy(MemorySegment old, long from, long to) {
        int done = 0;
        for (; done + Long.BYTES <= slotBytes; done += Long.BYTES) {
            slots.set(LONG, to + done, old.get(LONG, from + done));
        }
        if (done < slotBytes) {
            slots.set(LONG, to + done, old.get(LONG, from + done) & low(slotBytes - done));
        }
    }

    /** Told of the keys of a table, one after the other. */
    @FunctionalInterface
    interface Reader {
        /** @param key the key itself and then the rest of it; live */
        void key(long[] key, int value);
    }

    /** Reads all keys. @param number of the table itself, which its keys do not tell */
    void read(int number, Reader reader) {
        long[] key = new long[1 + (restBytes + Long.BYTES - 1) / Long.BYTES];
        for (int row = 0; row < ROWS; row++) {
            long first = ((long) number << ROW_BITS | row) << STORED_BITS;
            for (int i = 0; i < rowSlots; i++) {
                long slot = row * rowBytes + (long) i * slotBytes;
                long there = get(slots, slot);
                if (there != 0) {
                    key[0] = first | there & ~TAKEN;
                    for (int left = restBytes, word = 1; left > 0; left -= Long.BYTES, word++) {
                        long bytes = slots.get(LONG, slot + KEY_BYTES + restBytes - left);
                        key[word] = left >= Long.BYTES ? bytes : bytes & low(left);
                    }
                    reader.key(key, valued ? slots.get(INT, slot + KEY_BYTES + restBytes) : 0);
                }
            }
        }
    }

    /** Frees its room. */
    void clear() {
        space.give(slots);
    }
}
