package dev.sequent.check.simulation;

import java.util.Arrays;

/** How long walks were, in steps. */
public final class Lengths {
    private long[] counts = new long[64];
    private long sum;

    void add(int length) {
        if (length >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(length + 1, 2 * counts.length));
        }
        counts[length]++;
        sum++;
    }

    /** Walks of between {@code from} and {@code to} steps, both included. */
    public long between(int from, int to) {
        long found = 0;
        for (int length = from; length <= to && length < counts.length; length++) {
            found += counts[length];
        }
        return found;
    }

    /** The length that so many percent of the walks do not exceed. @throws IllegalStateException without any walk */
    public int percentile(int percent) {
        if (sum == 0) {
            throw new IllegalStateException("there was no walk");
        }
        long wanted = Math.max(1, Math.ceilDiv(sum * percent, 100L));
        int length = -1;
        while (wanted > 0) {
            wanted -= counts[++length];
        }
        return length;
    }

    /** The longest. */
    public int longest() {
        return percentile(100);
    }
}
