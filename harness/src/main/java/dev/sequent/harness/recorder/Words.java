package dev.sequent.harness.recorder;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Longs by value. */
final class Words {
    final long[] words;
    private final int hash;

    Words(long[] words) {
        this.words = words;
        hash = Arrays.hashCode(words);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Words && Arrays.equals(words, ((Words) other).words);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
