package dev.sequent.runtime;

/**
 * A bounded set of half-open ranges of sequence space: disjoint, never touching, in order of sequence numbers (RFC
 * 9293, 3.4: all of them lie within half the space, so that the order is total). No allocation after construction.
 */
public final class RangeSet {
    private final int[] from;
    private final int[] to;
    private int count;

    public RangeSet(int capacity) {
        from = new int[capacity];
        to = new int[capacity];
    }

    public int capacity() {
        return from.length;
    }

    public int count() {
        return count;
    }

    public int room() {
        return from.length - count;
    }

    /** First sequence number of range i. */
    public int from(int i) {
        return from[i];
    }

    /** Sequence number after the last of range i. */
    public int to(int i) {
        return to[i];
    }

    /** How many sequence numbers are covered. */
    public long total() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (to[i] - from[i]) & 0xffffffffL;
        }
        return sum;
    }

    public boolean covers(int x) {
        for (int i = 0; i < count; i++) {
            if (x - from[i] >= 0 && x - to[i] < 0) {
                return true;
            }
        }
        return false;
    }

    /** The end of the range that covers x, or x itself. */
    public int endOfRun(int x) {
        for (int i = 0; i < count; i++) {
            if (x - from[i] >= 0 && x - to[i] < 0) {
                return to[i];
            }
        }
        return x;
    }

    /**
     * Adds {@code a .. b}, merging with what it overlaps or touches; an empty range (b not ahead of a, as it is not
     * when they are exactly half the space apart) adds nothing.
     *
     * @return false, with nothing changed, when the set is full
     */
    public boolean add(int a, int b) {
        if (b - a <= 0) {
            return true;
        }
        int first = 0;
        while (first < count && to[first] - a < 0) {
            first++;
        }
        int last = first; // ranges first .. last-1 overlap or touch a .. b
        int low = a;
        int high = b;
        while (last < count && from[last] - b <= 0) {
            if (from[last] - low < 0) {
                low = from[last];
            }
            if (to[last] - high > 0) {
                high = to[last];
            }
            last++;
        }
        int merged = last - first;
        if (merged == 0) {
            if (count == from.length) {
                return false;
            }
            for (int i = count; i > first; i--) {
                from[i] = from[i - 1];
                to[i] = to[i - 1];
            }
            count++;
        } else if (merged > 1) {
            int shift = merged - 1;
            for (int i = first + 1; i + shift < count; i++) {
                from[i] = from[i + shift];
                to[i] = to[i + shift];
            }
            truncate(count - shift);
        }
        from[first] = low;
        to[first] = high;
        return true;
    }

    /** Removes every sequence number before x. */
    public void cutBelow(int x) {
        int gone = 0;
        while (gone < count && to[gone] - x <= 0) {
            gone++;
        }
        for (int i = 0; i + gone < count; i++) {
            from[i] = from[i + gone];
            to[i] = to[i + gone];
        }
        truncate(count - gone);
        if (count > 0 && from[0] - x < 0) {
            from[0] = x;
        }
    }

    public void clear() {
        truncate(0);
    }

    /** Free slots are zero, so that equal sets have equal memory (Java PathFinder matches states by it). */
    private void truncate(int newCount) {
        for (int i = newCount; i < count; i++) {
            from[i] = 0;
            to[i] = 0;
        }
        count = newCount;
    }

    /** Copies the ranges of a set of at most this capacity. */
    public void copyFrom(RangeSet other) {
        clear();
        count = other.count;
        for (int i = 0; i < count; i++) {
            from[i] = other.from[i];
            to[i] = other.to[i];
        }
    }

    public void encode(BitWriter out) {
        out.put(count, width());
        for (int i = 0; i < count; i++) {
            out.put(from[i], 32);
            out.put(to[i], 32);
        }
    }

    public void decode(BitReader in) {
        clear();
        count = (int) in.get(width());
        for (int i = 0; i < count; i++) {
            from[i] = (int) in.get(32);
            to[i] = (int) in.get(32);
        }
    }

    private int width() {
        return 32 - Integer.numberOfLeadingZeros(from.length);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof RangeSet)) {
            return false;
        }
        RangeSet that = (RangeSet) other;
        if (count != that.count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (from[i] != that.from[i] || to[i] != that.to[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = count;
        for (int i = 0; i < count; i++) {
            hash = (hash * 31 + from[i]) * 31 + to[i];
        }
        return hash;
    }
}
