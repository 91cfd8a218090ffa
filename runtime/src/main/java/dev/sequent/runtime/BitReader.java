package dev.sequent.runtime;

/** Reads what a {@link BitWriter} packed, in the same order and widths. */
public final class BitReader {
    private long[] words;
    private int bit;

    public BitReader(long[] words) {
        this.words = words;
    }

    /** Starts over with other words. */
    public void reset(long[] newWords) {
        words = newWords;
        bit = 0;
    }

    /** The next {@code width} bits (1 to 64), zero-extended. @throws ArrayIndexOutOfBoundsException past the end */
    public long get(int width) {
        int word = bit >>> 6;
        int shift = bit & 63;
        long value = words[word] >>> shift;
        if (shift + width > 64) {
            value |= words[word + 1] << (64 - shift);
        }
        bit += width;
        return width == 64 ? value : value & ((1L << width) - 1);
    }

    public boolean getBoolean() {
        return get(1) != 0;
    }

    /** Bits read so far. */
    public int bits() {
        return bit;
    }
}
