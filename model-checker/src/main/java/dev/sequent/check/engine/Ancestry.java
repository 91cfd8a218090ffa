package dev.sequent.check.engine;

import java.util.Arrays;

/** For each state, from which state and by which of its transitions it was first reached. */
public final class Ancestry {
    private static final int PAGE_BITS = 16;
    private static final int PAGE = 1 << PAGE_BITS;

    private int[][] parents = new int[16][];
    private int[][] ordinals = new int[16][];
    private int pages;

    void makeRoom(long states) {
        int needed = (int) ((states + PAGE - 1) >>> PAGE_BITS);
        if (needed > parents.length) {
            int length = Math.max(needed, parents.length * 2);
            parents = Arrays.copyOf(parents, length);
            ordinals = Arrays.copyOf(ordinals, length);
        }
        while (pages < needed) {
            parents[pages] = new int[PAGE];
            ordinals[pages] = new int[PAGE];
            pages++;
        }
    }

    void set(int number, int parent, int ordinal) {
        parents[number >>> PAGE_BITS][number & (PAGE - 1)] = parent;
        ordinals[number >>> PAGE_BITS][number & (PAGE - 1)] = ordinal;
    }

    /** The transitions' ordinals on the shortest way from the initial state (number 0) to a state. */
    public int[] path(long number) {
        int length = 0;
        for (int n = (int) number; n != 0; n = parents[n >>> PAGE_BITS][n & (PAGE - 1)]) {
            length++;
        }
        int[] path = new int[length];
        for (int n = (int) number; n != 0; n = parents[n >>> PAGE_BITS][n & (PAGE - 1)]) {
            path[--length] = ordinals[n >>> PAGE_BITS][n & (PAGE - 1)];
        }
        return path;
    }

    long bytes() {
        return (long) pages * PAGE * 8;
    }
}
