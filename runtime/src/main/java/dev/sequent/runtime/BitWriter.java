package dev.sequent.runtime;

import java.util.Arrays;

/** Packs values of 1 to 64 bits into longs, least significant bit first. Grows as needed. */
public final class BitWriter {
    private long[] words;
    private int bits;

    public BitWriter() {
        this(16);
    }

    /** @param capacity initial size in 64-bit words */
    public BitWriter(int capacity) {
        words = new long[Math.max(1, capacity)];
    }

    /** Starts over, keeping the memory. */
    public void reset() {
        Arrays.fill(words, 0, size(), 0);
        bits = 0;
    }

    /** Appends the low {@code width} bits of {@code value}; higher bits are ignored. */
    public void put(long value, int width) {
        long low = width == 64 ? value : value & ((1L << width) - 1);
        int word = bits >>> 6;
        int shift = bits & 63;
        if (word + 1 >= words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        words[word] |= low << shift;
        if (shift + width > 64) {
            words[word + 1] |= low >>> (64 - shift);
        }
        bits += width;
    }

    public void put(boolean value) {
        put(value ? 1 : 0, 1);
    }

    /** Bits written. */
    public int bits() {
        return bits;
    }

    /** Words in use, the last one padded with zeros. */
    public int size() {
        return (bits + 63) >>> 6;
    }

    /** The words, live; only the first {@link #size()} count. */
    public long[] words() {
        return words;
    }

    public long[] toArray() {
        return Arrays.copyOf(words, size());
    }
}
