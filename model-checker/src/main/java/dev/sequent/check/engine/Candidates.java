package dev.sequent.check.engine;

import java.util.Arrays;

/**
 * The successors of a run of consecutive frontier states, in order. Written by the thread that expands them, then read
 * by the visited set, which marks those that are new.
 */
public final class Candidates implements TransitionSystem.Successors {
    /** A batch's candidate is named by chunk and position, so that 22 bits are left for the position. */
    static final int POSITION_BITS = 22;

    private final int width;
    private int[] states = new int[1 << 12];
    private int[] parents = new int[1 << 10];
    private int[] ordinals = new int[1 << 10];
    private boolean[] isFresh = new boolean[1 << 10];
    /** Numbers of known states, or complements of names; only if transitions are wanted. */
    private int[] targets = new int[0];

    private int count;
    private long transitions;
    /** For each int of a state, all bits that any candidate has set. */
    private final int[] union;

    private long[] keys = new long[0];
    private int[] fresh = new int[0];
    private int freshCount;

    private int parent;
    private int ordinal;

    private final boolean recording;
    private int parentCount;
    private int[] edgeEnds = new int[Explorer.CHUNK];
    private long[] marks = new long[Explorer.CHUNK];
    /** Pairs: candidate or -1, label. */
    private int[] edges = new int[1 << 10];

    private int edgeCount;
    private int[] cuts = new int[8];
    private int cutCount;

    private int[] hits = new int[12];
    private int hitCount;

    /** @param recording are the transitions themselves wanted, too? */
    Candidates(int width, boolean recording) {
        this.width = width;
        this.recording = recording;
        union = new int[width];
    }

    void clear() {
        count = 0;
        freshCount = 0;
        Arrays.fill(union, 0);
        transitions = 0;
        hitCount = 0;
        parentCount = 0;
        edgeCount = 0;
        cutCount = 0;
    }

    /** What is reported from now on leads out of that state. */
    void from(int stateNumber) {
        parent = stateNumber;
        ordinal = 0;
        if (recording) {
            marks[parentCount] = 0;
        }
    }

    /** The current state has no more transitions. */
    void endOfParent() {
        if (recording) {
            for (int i = 0; i < cutCount; i++) {
                edge(-1, cuts[i]);
            }
            edgeEnds[parentCount] = edgeCount;
            parentCount++;
        }
        cutCount = 0;
    }

    private void edge(int candidate, int label) {
        if (!recording) {
            return;
        }
        if (2 * edgeCount == edges.length) {
            edges = Arrays.copyOf(edges, edges.length * 2);
        }
        edges[2 * edgeCount] = candidate;
        edges[2 * edgeCount + 1] = label;
        edgeCount++;
    }

    @Override
    public void mark(long conditions) {
        if (recording) {
            marks[parentCount] = conditions;
        }
    }

    @Override
    public void cut(int action) {
        if (cutCount == cuts.length) {
            cuts = Arrays.copyOf(cuts, cutCount * 2);
        }
        cuts[cutCount++] = action;
    }

    @Override
    public void add(int[] state, int action) {
        edge(count, action);
        if (count == parents.length) {
            grow();
        }
        int at = count * width;
        for (int i = 0; i < width; i++) {
            states[at + i] = state[i];
            union[i] |= state[i];
        }
        parents[count] = parent;
        ordinals[count] = ordinal++;
        count++;
        transitions++;
    }

    @Override
    public void hit(int watch) {
        note(watch, -1);
    }

    @Override
    public void hitStep(int watch) {
        note(watch, ordinal - 1);
    }

    @Override
    public void hitOnTheWay(int watch, int action) {
        edge(-1, action);
        note(watch, ordinal++);
        transitions++;
    }

    /**
     * Only the first of a watch within a chunk can be the nearest of the search, or the first that is a state itself.
     */
    private void note(int watch, int way) {
        for (int i = 0; i < hitCount; i++) {
            if (hits[3 * i] == watch) {
                if (way < 0 && hits[3 * i + 2] >= 0) { // a chunk's states are all equally far away
                    hits[3 * i + 1] = parent;
                    hits[3 * i + 2] = way;
                }
                return;
            }
        }
        if (3 * hitCount == hits.length) {
            hits = Arrays.copyOf(hits, hits.length * 2);
        }
        hits[3 * hitCount] = watch;
        hits[3 * hitCount + 1] = parent;
        hits[3 * hitCount + 2] = way;
        hitCount++;
    }

    private void grow() {
        int capacity = parents.length * 2;
        if (capacity > 1 << POSITION_BITS) {
            throw new IllegalStateException("more than " + (1 << POSITION_BITS) + " successors of " + Explorer.CHUNK
                    + " states: the scenario branches too much");
        }
        states = Arrays.copyOf(states, capacity * width);
        parents = Arrays.copyOf(parents, capacity);
        ordinals = Arrays.copyOf(ordinals, capacity);
    }

    /** How many successors there are. */
    public int count() {
        return count;
    }

    /** All states one after the other, live; candidate i starts at i times the width. */
    public int[] states() {
        return states;
    }

    /** For each int of a state all bits that any candidate has set: adds them to those that are there. */
    void uniteInto(int[] others) {
        for (int i = 0; i < width; i++) {
            others[i] |= union[i];
        }
    }

    /** Makes the {@link #keys}, and room for what the visited set has to say. */
    void makeKeys(Keys how) {
        int longs = how.longs();
        if (keys.length < count * longs) {
            keys = new long[parents.length * longs];
        }
        for (int i = 0; i < count; i++) {
            how.make(states, i * width, keys, i * longs);
        }
        if (isFresh.length < count) {
            isFresh = new boolean[parents.length];
        }
        if (recording && targets.length < count) {
            targets = new int[parents.length];
        }
    }

    /** The keys of all candidates one after the other, live. */
    long[] keys() {
        return keys;
    }

    /** Marks candidate i as new. */
    public void markFresh(int i) {
        isFresh[i] = true;
    }

    /**
     * Marks candidate i as known.
     *
     * @param target the number of its state, or the complement of the {@link #name} of the candidate that it equals;
     *     anything where transitions are not wanted
     */
    public void markKnown(int i, int target) {
        isFresh[i] = false;
        if (recording) {
            targets[i] = target;
        }
    }

    /** A new candidate gets its number. */
    public void number(int i, int number) {
        targets[i] = number;
    }

    /** Once all fresh ones are numbered: candidates that equal another one get its number. */
    void resolve(Candidates[] batch) {
        for (int i = 0; i < count; i++) {
            if (targets[i] < 0) {
                int name = ~targets[i];
                targets[i] = batch[name >>> POSITION_BITS].targets[name & ((1 << POSITION_BITS) - 1)];
            }
        }
    }

    /** Number of candidate i's state, once it has been added. */
    int target(int i) {
        return targets[i];
    }

    /** A name for candidate i of chunk c, not negative. */
    static int name(int c, int i) {
        return c << POSITION_BITS | i;
    }

    /** How many states were expanded. */
    int parents() {
        return parentCount;
    }

    int edges() {
        return edgeCount;
    }

    /** One past the last edge of the p-th state. */
    int edgeEnd(int p) {
        return edgeEnds[p];
    }

    long marks(int p) {
        return marks[p];
    }

    /** Where an edge leads: a candidate, or -1. */
    int edgeCandidate(int edge) {
        return edges[2 * edge];
    }

    int edgeLabel(int edge) {
        return edges[2 * edge + 1];
    }

    /** Number of the state that candidate i was reached from. */
    int parent(int i) {
        return parents[i];
    }

    /** Which of its parent's transitions led to candidate i. */
    int ordinal(int i) {
        return ordinals[i];
    }

    /** Once all are marked: lists the new ones. @return how many there are */
    int collectFresh() {
        if (fresh.length < count) {
            fresh = new int[parents.length];
        }
        int found = 0;
        for (int i = 0; i < count; i++) {
            fresh[found] = i;
            found += isFresh[i] ? 1 : 0;
        }
        freshCount = found;
        return found;
    }

    /** How many are new. */
    public int fresh() {
        return freshCount;
    }

    /** The f-th of those candidates that are new. */
    public int freshAt(int f) {
        return fresh[f];
    }

    long transitions() {
        return transitions;
    }

    int hitCount() {
        return hitCount;
    }

    Exploration.Hit hitAt(int i) {
        return new Exploration.Hit(hits[3 * i], hits[3 * i + 1], hits[3 * i + 2]);
    }
}
