package dev.sequent.check.engine;

/** States by their numbers, packed; those that will not be read again are forgotten. */
final class Frontier {
    private final int width;
    private final Space space;
    private Layout layout;
    private Log log;
    private long begin;
    private long end;

    Frontier(int width, Space space) {
        this.width = width;
        this.space = space;
        layout = Layout.of(width);
        log = new Log(8 * layout.longs(), space);
    }

    Layout layout() {
        return layout;
    }

    /** States no longer fit: repacks them, and packs all later ones the same way. */
    void repack(Layout next) {
        Log old = log;
        Layout before = layout;
        var fresh = new Log(8 * next.longs(), space);
        fresh.beginAt(begin);
        fresh.makeRoom(end);
        int[] state = new int[width];
        for (long number = begin; number < end; number++) {
            read(old, before, number, state);
            write(fresh, next, number, state, 0);
        }
        log = fresh;
        layout = next;
        old.retireAll();
    }

    /** Room for states below that number, which different threads may then {@link #write}. */
    void makeRoom(long states) {
        log.makeRoom(states);
        end = states;
    }

    void write(long number, int[] states, int at) {
        write(log, layout, number, states, at);
    }

    private static void write(Log log, Layout layout, long number, int[] states, int at) {
        long[] packed = new long[layout.longs()];
        layout.pack(states, at, packed, 0);
        for (int i = 0; i < packed.length; i++) {
            log.setLong(number, i, packed[i]);
        }
    }

    void read(long number, int[] into) {
        read(log, layout, number, into);
    }

    private static void read(Log log, Layout layout, long number, int[] into) {
        long[] packed = new long[layout.longs()];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = log.getLong(number, i);
        }
        layout.unpack(packed, 0, into, 0);
    }

    /** States below that number will not be read again. */
    void retire(long number) {
        begin = Math.max(begin, number);
        log.retire(number);
    }
}
