package dev.sequent.check.engine;

import java.util.Arrays;

/**
 * Every state in full, in arrays on the heap. Open addressing with linear probing; a slot holds 32 bits of the hash
 * beside the state's number, so that a probe seldom touches the states themselves. The hash space is cut into shards,
 * each of which one thread at a time fills.
 */
public final class ExactSet implements VisitedSet {
    private static final int PAGE_BITS = 16;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int MAX_STATES = Integer.MAX_VALUE - 2 * PAGE;

    /** So few candidates are taken in sooner than other threads are woken. */
    private static final int WORTH_SHARING = 2000;

    private final int width;
    private final int shardBits;
    private final long[][] tables;
    private final int[] used;
    private int[][] pages = new int[16][];
    private int pageCount;
    private int size;

    /** @param width ints in a state @param threads how many threads will fill it */
    public ExactSet(int width, int threads) {
        this.width = width;
        shardBits = threads <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(threads - 1);
        tables = new long[1 << shardBits][1 << 10];
        used = new int[1 << shardBits];
    }

    @Override
    public void insert(Candidates[] batch, int chunks, Workers workers) {
        int coming = 0;
        for (int c = 0; c < chunks; c++) {
            coming += batch[c].count();
        }
        if (coming < WORTH_SHARING) {
            for (int shard = 0; shard < tables.length; shard++) {
                fill(shard, batch, chunks);
            }
        } else {
            workers.run(tables.length, (shard, worker) -> fill(shard, batch, chunks));
        }
        int[] base = new int[chunks + 1];
        base[0] = size;
        for (int c = 0; c < chunks; c++) {
            int fresh = batch[c].countFresh();
            if (base[c] > MAX_STATES - fresh) {
                throw new StorageFull("more than " + MAX_STATES + " states");
            }
            base[c + 1] = base[c] + fresh;
        }
        makeRoom(base[chunks]);
        workers.run(chunks, (chunk, worker) -> number(batch[chunk], base[chunk]));
        size = base[chunks];
    }

    private void fill(int shard, Candidates[] batch, int chunks) {
        int coming = 0;
        for (int c = 0; c < chunks; c++) {
            for (int i = 0; i < batch[c].count(); i++) {
                coming += shardOf(batch[c].hash(i)) == shard ? 1 : 0;
            }
        }
        ensure(shard, coming);
        long[] table = tables[shard];
        int mask = table.length - 1;
        for (int c = 0; c < chunks; c++) {
            Candidates chunk = batch[c];
            for (int i = 0; i < chunk.count(); i++) {
                long hash = chunk.hash(i);
                if (shardOf(hash) == shard) {
                    place(table, mask, shard, batch, c, i, hash);
                }
            }
        }
    }

    /** A slot is 0 when free; else hash bits above and below them number + 1, or, within a batch, ~name. */
    private void place(long[] table, int mask, int shard, Candidates[] batch, int c, int i, long hash) {
        long tag = hash & 0xffffffff00000000L;
        int slot = (int) hash & mask;
        while (true) {
            long entry = table[slot];
            if (entry == 0) {
                table[slot] = tag | (~(c << Candidates.POSITION_BITS | i) & 0xffffffffL);
                used[shard]++;
                batch[c].markFresh(i, slot);
                return;
            }
            if ((entry & 0xffffffff00000000L) == tag && same(batch, c, i, (int) entry)) {
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    private boolean same(Candidates[] batch, int c, int i, int low) {
        int[] here = batch[c].states();
        int at = i * width;
        if (low < 0) {
            int name = ~low;
            int[] there = batch[name >>> Candidates.POSITION_BITS].states();
            int other = (name & ((1 << Candidates.POSITION_BITS) - 1)) * width;
            return Arrays.equals(here, at, at + width, there, other, other + width);
        }
        int number = low - 1;
        int other = (number & (PAGE - 1)) * width;
        return Arrays.equals(here, at, at + width, pages[number >>> PAGE_BITS], other, other + width);
    }

    private void number(Candidates chunk, int base) {
        int number = base;
        for (int i = 0; i < chunk.count(); i++) {
            if (chunk.isFresh(i)) {
                System.arraycopy(
                        chunk.states(), i * width, pages[number >>> PAGE_BITS], (number & (PAGE - 1)) * width, width);
                long[] table = tables[shardOf(chunk.hash(i))];
                int slot = chunk.slot(i);
                table[slot] = (table[slot] & 0xffffffff00000000L) | (number + 1);
                number++;
            }
        }
    }

    /** The low bits choose the slot, the high 32 are the tag: the shard takes bits in between. */
    private int shardOf(long hash) {
        return (int) (hash >>> 26) & ((1 << shardBits) - 1);
    }

    private void ensure(int shard, int coming) {
        long[] old = tables[shard];
        long wanted = (used[shard] + (long) coming) * 5 / 3;
        int capacity = old.length;
        while (capacity < wanted) {
            if (capacity == 1 << 30) {
                throw new StorageFull("hash table of a shard beyond " + capacity + " slots");
            }
            capacity *= 2;
        }
        if (capacity == old.length) {
            return;
        }
        long[] table = new long[capacity];
        int mask = capacity - 1;
        int[] state = new int[width];
        for (long entry : old) {
            if (entry != 0) {
                state((int) entry - 1, state);
                int slot = (int) Candidates.hash(state, 0, width) & mask;
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = entry;
            }
        }
        tables[shard] = table;
    }

    private void makeRoom(int states) {
        int needed = (states + PAGE - 1) >>> PAGE_BITS;
        if (needed > pages.length) {
            pages = Arrays.copyOf(pages, Math.max(needed, pages.length * 2));
        }
        while (pageCount < needed) {
            pages[pageCount++] = new int[PAGE * width];
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void state(long number, int[] into) {
        int n = (int) number;
        System.arraycopy(pages[n >>> PAGE_BITS], (n & (PAGE - 1)) * width, into, 0, width);
    }

    @Override
    public long bytes() {
        long bytes = (long) pageCount * PAGE * width * 4;
        for (long[] table : tables) {
            bytes += table.length * 8L;
        }
        return bytes;
    }

    @Override
    public String storage() {
        return "exact";
    }
}
