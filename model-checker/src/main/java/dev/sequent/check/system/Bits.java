package dev.sequent.check.system;

import dev.sequent.runtime.BitWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Packed bits as a value. */
final class Bits implements Comparable<Bits> {
    final long[] words;
    final int count;
    private final int hash;

    Bits(BitWriter written) {
        this(written.toArray(), written.bits());
    }

    private Bits(long[] words, int count) {
        this.words = words;
        this.count = count;
        hash = Arrays.hashCode(words) * 31 + count;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(count);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    static Bits load(DataInput in) throws IOException {
        int count = in.readInt();
        long[] words = new long[(count + 63) / 64];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.readLong();
        }
        return new Bits(words, count);
    }

    void appendTo(BitWriter out) {
        int left = count;
        for (int i = 0; left > 0; i++, left -= 64) {
            out.put(words[i], Math.min(64, left));
        }
    }

    /** Some total order, the same in every run. */
    @Override
    public int compareTo(Bits other) {
        int byCount = Integer.compare(count, other.count);
        return byCount != 0 ? byCount : Arrays.compareUnsigned(words, other.words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bits that && count == that.count && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
