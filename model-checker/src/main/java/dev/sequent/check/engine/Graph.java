package dev.sequent.check.engine;

/**
 * The transitions that a search has taken, in the order of states and, within a state, of ordinals. Fed by the
 * {@link Explorer} as it goes; states beyond {@link #expanded} were found and not looked into.
 */
public final class Graph {
    /** Where a transition leads that ends the run, or that a bound has cut off. */
    public static final int NOWHERE = -1;

    private final IntLog edges;
    /** For each expanded state: where its edges end (two ints), then its marks (two ints). */
    private final IntLog nodes;

    private int expanded;
    private long edgeCount;
    private long states;
    private long cuts;

    Graph(Space space) {
        edges = new IntLog(2, space);
        nodes = new IntLog(4, space);
    }

    /** Takes over what a chunk's states lead to; chunks come in order. */
    void append(Candidates chunk) {
        int parents = chunk.parents();
        nodes.makeRoom((long) expanded + parents);
        edges.makeRoom(edgeCount + chunk.edges());
        int edge = 0;
        for (int p = 0; p < parents; p++) {
            for (; edge < chunk.edgeEnd(p); edge++) {
                int candidate = chunk.edgeCandidate(edge);
                int target = candidate < 0 ? NOWHERE : chunk.target(candidate);
                edges.set(edgeCount, 0, target);
                edges.set(edgeCount, 1, chunk.edgeLabel(edge));
                cuts += target == NOWHERE ? 1 : 0;
                edgeCount++;
            }
            setLong(expanded, 0, edgeCount);
            setLong(expanded, 2, chunk.marks(p));
            expanded++;
        }
    }

    private void setLong(int node, int field, long value) {
        nodes.set(node, field, (int) value);
        nodes.set(node, field + 1, (int) (value >>> 32));
    }

    private long getLong(int node, int field) {
        return nodes.get(node, field) & 0xffffffffL | (long) nodes.get(node, field + 1) << 32;
    }

    void finish(long found) {
        states = found;
    }

    /** All states, looked into or not. */
    public int states() {
        return (int) states;
    }

    /** States below that have their transitions here; of the others nothing is known. */
    public int expanded() {
        return expanded;
    }

    /** Number of the first transition of a state that was looked into. */
    public long begin(int state) {
        return state == 0 ? 0 : getLong(state - 1, 0);
    }

    /** One past the number of its last; transition {@code begin + i} has ordinal i unless it is a cut. */
    public long end(int state) {
        return getLong(state, 0);
    }

    /** Where a transition leads, or {@link #NOWHERE}. */
    public int target(long edge) {
        return edges.get(edge, 0);
    }

    /** Its action. */
    public int label(long edge) {
        return edges.get(edge, 1);
    }

    /** Which conditions hold in a state that was looked into. */
    public long marks(int state) {
        return getLong(state, 2);
    }

    public long transitions() {
        return edgeCount;
    }

    /** Transitions that lead nowhere: what lies behind them is unknown. */
    public long cuts() {
        return cuts;
    }

    IntLog edgeLog() {
        return edges;
    }

    IntLog nodeLog() {
        return nodes;
    }

    /** After the logs were filled from a checkpoint. */
    void restore(int expandedStates, long edgesThere, long cutsThere) {
        expanded = expandedStates;
        edgeCount = edgesThere;
        cuts = cutsThere;
    }

    long bytes() {
        return edges.bytes() + nodes.bytes();
    }
}
