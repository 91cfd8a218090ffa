package dev.sequent.check.engine;

import java.lang.foreign.MemorySegment;

/**
 * Every state in full. A slot holds 32 bits of the hash beside the state's number, so that a probe seldom touches the
 * states themselves.
 */
public final class ExactSet extends ShardedSet {
    private static final long TAG = 0xffffffff00000000L;

    /** All in memory. @param width ints in a state @param threads how many threads will fill it */
    public ExactSet(int width, int threads) {
        this(width, threads, Space.memory());
    }

    public ExactSet(int width, int threads, Space space) {
        super(width, threads, space);
    }

    /** A slot is 0 when free; else hash bits above and below them number + 1, or, within a batch, ~name. */
    @Override
    boolean place(int shard, MemorySegment table, long mask, Candidates[] batch, int c, int i, long hash) {
        long tag = hash & TAG;
        long slot = hash & mask;
        while (true) {
            long entry = table.getAtIndex(LONG, slot);
            if (entry == 0) {
                table.setAtIndex(LONG, slot, tag | (~Candidates.name(c, i) & 0xffffffffL));
                batch[c].markFresh(i, (int) slot);
                return true;
            }
            if ((entry & TAG) == tag && same(batch, c, i, (int) entry)) {
                int low = (int) entry;
                batch[c].markKnown(i, low < 0 ? low : low - 1);
                return false;
            }
            slot = (slot + 1) & mask;
        }
    }

    private boolean same(Candidates[] batch, int c, int i, int low) {
        if (low < 0) {
            return Candidates.same(batch, c, i, ~low, width);
        }
        return states.equals(low - 1, batch[c].states(), i * width);
    }

    @Override
    void settle(int shard, int slot, int number) {
        MemorySegment table = tables[shard];
        table.setAtIndex(LONG, slot, (table.getAtIndex(LONG, slot) & TAG) | (number + 1));
    }

    /** In the order of numbers and not of slots: the states may lie on disk, and are then read from end to end. */
    @Override
    void rehash(int shard, MemorySegment old, MemorySegment larger) {
        int[] state = new int[width];
        long mask = slots(larger) - 1;
        for (int number = 0; number < size(); number++) {
            states.read(number, state);
            long hash = Candidates.hash(state, 0, width);
            if (shardOf(hash) == shard) {
                restore(shard, larger, mask, hash, number);
            }
        }
    }

    @Override
    void restore(int shard, MemorySegment table, long mask, long hash, int number) {
        long slot = hash & mask;
        while (table.getAtIndex(LONG, slot) != 0) {
            slot = (slot + 1) & mask;
        }
        table.setAtIndex(LONG, slot, (hash & TAG) | (number + 1));
    }

    @Override
    public String storage() {
        return "exact";
    }
}
