package dev.sequent.check.engine;

/** For each state, from which state and by which of its transitions it was first reached. */
public final class Ancestry {
    private final IntLog log;

    Ancestry(Space space) {
        log = new IntLog(2, space);
    }

    void makeRoom(long states) {
        log.makeRoom(states);
    }

    void set(int number, int parent, int ordinal) {
        log.set(number, 0, parent);
        log.set(number, 1, ordinal);
    }

    /** The transitions' ordinals on the shortest way from the initial state (number 0) to a state. */
    public int[] path(long number) {
        int length = 0;
        for (int n = (int) number; n != 0; n = log.get(n, 0)) {
            length++;
        }
        int[] path = new int[length];
        for (int n = (int) number; n != 0; n = log.get(n, 0)) {
            path[--length] = log.get(n, 1);
        }
        return path;
    }

    IntLog log() {
        return log;
    }

    long bytes() {
        return log.bytes();
    }
}
