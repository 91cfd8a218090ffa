package dev.sequent.check.engine;

import java.util.Arrays;
import java.util.Locale;

/**
 * Keeps a key of each state, in tables that different threads fill at the same time; in full, by its number, a state is
 * kept only until it is {@linkplain #retire retired}.
 */
public final class StateSet implements VisitedSet {
    private static final int MAX_STATES = Integer.MAX_VALUE - (1 << 17);
    /** Adding this few candidates takes less time than waking other threads. */
    private static final int WORTH_SHARING = 2000;

    private static final int TABLES = 1 << OrderedTable.TABLE_BITS;

    private final Space space;
    private final boolean numbered;
    private final Frontier frontier;
    /** For each int of a state, all bits that were ever set. */
    private final int[] union;
    /** How many groups of tables are filled, by a thread each; a power of two. */
    private final int groups;

    private Keys keys;
    private OrderedTable[] tables;
    /** One for each group. */
    private final RecentKeys[] recent;

    private int size;

    private StateSet(Keys keys, int width, int threads, boolean numbered, Space space) {
        this.keys = keys;
        this.space = space;
        this.numbered = numbered;
        frontier = new Frontier(width, space);
        union = new int[width];
        groups = Math.min(TABLES, Integer.highestOneBit(2 * threads - 1));
        tables = emptyTables();
        recent = new RecentKeys[groups];
        forget();
    }

    private void forget() {
        Arrays.setAll(recent, group -> new RecentKeys(keys.longs()));
    }

    /**
     * A set that tells all states apart.
     *
     * @param width ints in a state
     * @param threads how many will fill it
     * @param numbered must every candidate's state be {@linkplain Candidates#target found} again, also a known one's?
     *     Costs four bytes more for each state
     */
    public static StateSet exact(int width, int threads, boolean numbered, Space space) {
        return new StateSet(new Keys.Exact(Layout.of(width)), width, threads, numbered, space);
    }

    /**
     * A set of 64 bits for each state, whatever its width. Two states with the same 64 bits are taken for one: part of
     * the space may then go unseen, with a probability that {@link #storage} names.
     *
     * @param numbered as above
     */
    public static StateSet fingerprints(int width, int threads, boolean numbered, Space space) {
        return new StateSet(new Keys.Digest(width), width, threads, numbered, space);
    }

    private OrderedTable[] emptyTables() {
        var empty = new OrderedTable[TABLES];
        Arrays.setAll(empty, t -> new OrderedTable(t, keys.restBytes(), numbered, space));
        return empty;
    }

    @Override
    public void insert(Candidates[] batch, int chunks, Workers workers) {
        int coming = 0;
        for (int c = 0; c < chunks; c++) {
            coming += batch[c].count();
            batch[c].uniteInto(union);
        }
        if (!frontier.layout().covers(union)) {
            repack(Layout.covering(union), workers);
        }
        if (coming < WORTH_SHARING) {
            for (int c = 0; c < chunks; c++) {
                batch[c].makeKeys(keys);
            }
            for (int group = 0; group < groups; group++) {
                fill(group, batch, chunks);
            }
        } else {
            workers.run(chunks, (chunk, worker) -> batch[chunk].makeKeys(keys));
            workers.run(groups, (group, worker) -> fill(group, batch, chunks));
        }
        int[] base = new int[chunks + 1];
        base[0] = size;
        for (int c = 0; c < chunks; c++) {
            int fresh = batch[c].collectFresh();
            if (base[c] > MAX_STATES - fresh) {
                throw new StorageFull("more than " + MAX_STATES + " states");
            }
            base[c + 1] = base[c] + fresh;
        }
        frontier.makeRoom(base[chunks]);
        workers.run(chunks, (chunk, worker) -> number(batch[chunk], base[chunk]));
        if (numbered) {
            workers.run(chunks, (chunk, worker) -> batch[chunk].resolve(batch));
        }
        size = base[chunks];
    }

    private static int tableOf(long key) {
        return (int) (key >>> Long.SIZE - OrderedTable.TABLE_BITS);
    }

    /** Adds those candidates that belong in the tables of a group. */
    private void fill(int group, Candidates[] batch, int chunks) {
        int shift = Integer.numberOfTrailingZeros(TABLES / groups);
        for (int c = 0; c < chunks; c++) {
            Candidates chunk = batch[c];
            long[] made = chunk.keys();
            int longs = keys.longs();
            for (int i = 0; i < chunk.count(); i++) {
                if (tableOf(made[i * longs]) >> shift == group) {
                    int value = place(recent[group], made, i * longs, Candidates.name(c, i));
                    if (value == OrderedTable.FRESH) {
                        chunk.markFresh(i);
                    } else {
                        chunk.markKnown(i, value);
                    }
                }
            }
        }
    }

    private int place(RecentKeys lately, long[] made, int at, int name) {
        int known = lately.find(made, at);
        if (known != OrderedTable.FRESH) {
            return known;
        }
        int value = tables[tableOf(made[at])].place(made, at, ~name);
        if (!numbered) {
            lately.put(made, at, 0);
        } else if (value >= 0) { // otherwise it has only a name, until the batch is numbered
            lately.put(made, at, value);
        }
        return value;
    }

    private void number(Candidates chunk, int base) {
        for (int f = 0; f < chunk.fresh(); f++) {
            int i = chunk.freshAt(f);
            frontier.write(base + f, chunk.states(), i * union.length);
            if (numbered) {
                int at = i * keys.longs();
                tables[tableOf(chunk.keys()[at])].setValue(chunk.keys(), at, base + f);
                chunk.number(i, base + f);
            }
        }
    }

    /** Some int of a state needs more bits than it has. */
    private void repack(Layout layout, Workers workers) {
        frontier.repack(layout);
        Keys before = keys;
        keys = before.in(layout);
        if (!(before instanceof Keys.Exact exact)) {
            return;
        }
        OrderedTable[] old = tables;
        tables = emptyTables();
        forget();
        int share = TABLES / groups;
        for (int t = 0; t < TABLES; t++) { // one after the other, so that the old ones make room for the new ones
            int number = t;
            workers.run(
                    groups,
                    (group, worker) -> transfer(exact, old[number], number, group * share, (group + 1) * share));
            old[t].clear();
        }
    }

    /** Moves those states of an old table that belong in some of the new ones. */
    private void transfer(Keys.Exact before, OrderedTable old, int number, int from, int to) {
        int[] state = new int[union.length];
        long[] made = new long[keys.longs()];
        old.read(number, (key, value) -> {
            before.state(key, state);
            keys.make(state, 0, made, 0);
            int table = tableOf(made[0]);
            if (table >= from && table < to) {
                tables[table].place(made, 0, value);
            }
        });
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void state(long number, int[] into) {
        frontier.read(number, into);
    }

    @Override
    public void retire(long number) {
        frontier.retire(number);
    }

    @Override
    public boolean numbered() {
        return numbered;
    }

    @Override
    public String storage() {
        return keys instanceof Keys.Exact
                ? "exact"
                : String.format(
                        Locale.ROOT, "64-bit fingerprints: a state was missed with probability %.1e", collision(size));
    }

    /** How probable it is that any two of so many states share their 64 bits, if those are as good as random. */
    static double collision(long states) {
        double pairs = (double) states * Math.max(0, states - 1) / 2;
        return -Math.expm1(-pairs / 0x1p64);
    }
}
