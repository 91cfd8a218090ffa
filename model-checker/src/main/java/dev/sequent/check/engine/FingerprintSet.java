package dev.sequent.check.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Of each state 64 bits, and in full only the frontier. Two states with the same 64 bits are taken for one: part of the
 * space may then go unseen, with a probability that the verdict names.
 */
public final class FingerprintSet extends ShardedSet {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final boolean numbered;
    /** Beside each slot: number + 1, or, within a batch, ~name. Only if numbers are asked for. */
    private final @Nullable MemorySegment[] numbers;

    /**
     * @param numbered must every candidate's state be {@linkplain Candidates#target found} again, also a known one's? Costs
     *     half as much again
     */
    public FingerprintSet(int width, int threads, boolean numbered, Space space) {
        super(width, threads, space);
        this.numbered = numbered;
        numbers = new MemorySegment[tables.length];
        for (int s = 0; numbered && s < numbers.length; s++) {
            numbers[s] = space.take(slots(tables[s]) * 4);
        }
    }

    private static long fingerprint(long hash) {
        return hash == 0 ? 1 : hash;
    }

    @Override
    boolean place(int shard, MemorySegment table, long mask, Candidates[] batch, int c, int i, long hash) {
        long wanted = fingerprint(hash);
        MemorySegment beside = numbers[shard];
        long slot = hash & mask;
        while (true) {
            long entry = table.getAtIndex(LONG, slot);
            if (entry == 0) {
                table.setAtIndex(LONG, slot, wanted);
                if (beside != null) {
                    beside.setAtIndex(INT, slot, ~Candidates.name(c, i));
                }
                batch[c].markFresh(i, (int) slot);
                return true;
            }
            if (entry == wanted) {
                int known = beside == null ? 1 : beside.getAtIndex(INT, slot);
                batch[c].markKnown(i, known < 0 ? known : known - 1);
                return false;
            }
            slot = (slot + 1) & mask;
        }
    }

    @Override
    void settle(int shard, int slot, int number) {
        MemorySegment beside = numbers[shard];
        if (beside != null) {
            beside.setAtIndex(INT, slot, number + 1);
        }
    }

    @Override
    void rehash(int shard, MemorySegment old, MemorySegment larger) {
        MemorySegment oldBeside = numbers[shard];
        MemorySegment beside = numbered ? space.take(slots(larger) * 4) : null;
        long mask = slots(larger) - 1;
        for (long from = 0; from < slots(old); from++) {
            long entry = old.getAtIndex(LONG, from);
            if (entry != 0) {
                long slot = entry & mask;
                while (larger.getAtIndex(LONG, slot) != 0) {
                    slot = (slot + 1) & mask;
                }
                larger.setAtIndex(LONG, slot, entry);
                if (oldBeside != null && beside != null) {
                    beside.setAtIndex(INT, slot, oldBeside.getAtIndex(INT, from));
                }
            }
        }
        if (oldBeside != null) {
            space.give(oldBeside);
        }
        numbers[shard] = beside;
    }

    @Override
    void sized(int shard, long capacity) {
        MemorySegment old = numbers[shard];
        if (old != null) {
            space.give(old);
            numbers[shard] = space.take(capacity * 4);
        }
    }

    @Override
    void restore(int shard, MemorySegment table, long mask, long hash, int number) {
        long slot = hash & mask;
        while (table.getAtIndex(LONG, slot) != 0) {
            slot = (slot + 1) & mask;
        }
        table.setAtIndex(LONG, slot, fingerprint(hash));
        settle(shard, (int) slot, number);
    }

    /** States before the level at hand are not needed any more. */
    @Override
    public void retire(long number) {
        states.retire(number);
    }

    /** How probable it is that any two of so many states share their 64 bits, if those are as good as random. */
    public static double collision(long states) {
        double pairs = (double) states * Math.max(0, states - 1) / 2;
        return -Math.expm1(-pairs / 0x1p64);
    }

    @Override
    public String storage() {
        return String.format(Locale.ROOT, "64-bit fingerprints: a state was missed with probability %.1e", collision(size()));
    }

    @Override
    public long bytes() {
        return super.bytes() + Arrays.stream(numbers).mapToLong(n -> n == null ? 0 : n.byteSize()).sum();
    }
}
