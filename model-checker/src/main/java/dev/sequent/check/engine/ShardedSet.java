package dev.sequent.check.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A hash table over the log of all states: open addressing with linear probing, cut into shards, each of which one
 * thread at a time fills. What stands in a slot is for the subclass.
 */
abstract class ShardedSet implements VisitedSet {
    private static final int MAX_STATES = Integer.MAX_VALUE - (1 << 17);
    /** So few candidates are taken in sooner than other threads are woken. */
    private static final int WORTH_SHARING = 2000;

    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    final int width;
    final Space space;
    final IntLog states;
    final MemorySegment[] tables;
    private final int shardBits;
    private final int[] used;
    private int size;

    ShardedSet(int width, int threads, Space space) {
        this.width = width;
        this.space = space;
        states = new IntLog(width, space);
        shardBits = threads <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(threads - 1);
        tables = new MemorySegment[1 << shardBits];
        for (int s = 0; s < tables.length; s++) {
            tables[s] = space.take(8 << 10);
        }
        used = new int[1 << shardBits];
    }

    @Override
    public final void insert(Candidates[] batch, int chunks, Workers workers) {
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
        states.makeRoom(base[chunks]);
        workers.run(chunks, (chunk, worker) -> number(batch[chunk], base[chunk]));
        workers.run(chunks, (chunk, worker) -> batch[chunk].resolve(batch));
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
        MemorySegment table = tables[shard];
        long mask = slots(table) - 1;
        for (int c = 0; c < chunks; c++) {
            Candidates chunk = batch[c];
            for (int i = 0; i < chunk.count(); i++) {
                long hash = chunk.hash(i);
                if (shardOf(hash) == shard && place(shard, table, mask, batch, c, i, hash)) {
                    used[shard]++;
                }
            }
        }
    }

    /** Finds candidate i of chunk c, or puts it there under its name, see {@link Candidates#name}. @return is it new? */
    abstract boolean place(int shard, MemorySegment table, long mask, Candidates[] batch, int c, int i, long hash);

    /** The slot that a fresh candidate took gets its number. */
    abstract void settle(int shard, int slot, int number);

    /** Fills a larger table with what stands in a shard's old one. */
    abstract void rehash(int shard, MemorySegment old, MemorySegment larger);

    /** Puts a state that is not there yet into a table. */
    abstract void restore(int shard, MemorySegment table, long mask, long hash, int number);

    @Override
    public IntLog log() {
        return states;
    }

    @Override
    public void restored(long count) {
        size = (int) count;
        int[] state = new int[width];
        for (int number = 0; number < size; number++) {
            states.read(number, state);
            used[shardOf(Candidates.hash(state, 0, width))]++;
        }
        for (int shard = 0; shard < tables.length; shard++) {
            long capacity = slots(tables[shard]);
            while (capacity < used[shard] * 4L / 3) {
                capacity *= 2;
            }
            space.give(tables[shard]);
            tables[shard] = space.take(capacity * 8);
            sized(shard, capacity);
        }
        for (int number = 0; number < size; number++) {
            states.read(number, state);
            long hash = Candidates.hash(state, 0, width);
            int shard = shardOf(hash);
            restore(shard, tables[shard], slots(tables[shard]) - 1, hash, number);
        }
    }

    /** A shard has a new table of that many slots. */
    void sized(int shard, long capacity) {}

    private void number(Candidates chunk, int base) {
        int number = base;
        for (int i = 0; i < chunk.count(); i++) {
            if (chunk.isFresh(i)) {
                states.write(number, chunk.states(), i * width);
                settle(shardOf(chunk.hash(i)), chunk.slot(i), number);
                chunk.number(i, number);
                number++;
            }
        }
    }

    /** The low bits choose the slot, the high ones are the tag: the shard takes bits in between. */
    final int shardOf(long hash) {
        return (int) (hash >>> 30) & ((1 << shardBits) - 1);
    }

    static long slots(MemorySegment table) {
        return table.byteSize() >>> 3;
    }

    private void ensure(int shard, int coming) {
        MemorySegment old = tables[shard];
        long wanted = (used[shard] + (long) coming) * 4 / 3;
        long capacity = slots(old);
        while (capacity < wanted) {
            if (capacity == 1 << 30) {
                throw new StorageFull("hash table of a shard beyond " + capacity + " slots");
            }
            capacity *= 2;
        }
        if (capacity == slots(old)) {
            return;
        }
        MemorySegment table = space.take(capacity * 8);
        rehash(shard, old, table);
        tables[shard] = table;
        space.give(old);
    }

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final void state(long number, int[] into) {
        states.read(number, into);
    }

    @Override
    public long bytes() {
        long bytes = states.bytes();
        for (MemorySegment table : tables) {
            bytes += table.byteSize();
        }
        return bytes;
    }
}
