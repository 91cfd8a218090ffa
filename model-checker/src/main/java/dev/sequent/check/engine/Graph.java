package dev.sequent.check.engine;

/**
 * The transitions that a search has taken, in the order of states and, within a state, of ordinals. Fed by the
 * {@link Explorer} as it goes; states beyond {@link #expanded} were found but not expanded.
 */
public final class Graph {
    /** The target of a transition that ends the run, or that a bound has cut off. */
    public static final int NOWHERE = -1;

    private final Log edges;
    /** For each expanded state: where its edges end, then its marks. */
    private final Log nodes;

    private int expanded;
    private long edgeCount;
    private long states;
    private long cuts;

    Graph(Space space) {
        edges = new Log(8, space);
        nodes = new Log(16, space);
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
                edges.setInt(edgeCount, 0, target);
                edges.setInt(edgeCount, 1, chunk.edgeLabel(edge));
                cuts += target == NOWHERE ? 1 : 0;
                edgeCount++;
            }
            nodes.setLong(expanded, 0, edgeCount);
            nodes.setLong(expanded, 1, chunk.marks(p));
            expanded++;
        }
    }

    /** The next transition of the next state. @param number from 0 */
    void edge(long number, int target, int label) {
        edges.makeRoom(number + 1);
        edges.setInt(number, 0, target);
        edges.setInt(number, 1, label);
        cuts += target == NOWHERE ? 1 : 0;
        edgeCount = number + 1;
    }

    /** The next state's transitions are complete. @param end one past the number of its last */
    void node(int state, long end, long marks) {
        nodes.makeRoom(state + 1L);
        nodes.setLong(state, 0, end);
        nodes.setLong(state, 1, marks);
        expanded = state + 1;
    }

    void finish(long found) {
        states = found;
    }

    /** All states, expanded or not. */
    public int states() {
        return (int) states;
    }

    /** States below this have their transitions here; nothing is known about the others. */
    public int expanded() {
        return expanded;
    }

    /** Number of the first transition of an expanded state. */
    public long begin(int state) {
        return state == 0 ? 0 : nodes.getLong(state - 1, 0);
    }

    /** One past the number of its last; transition {@code begin + i} has ordinal i unless it is a cut. */
    public long end(int state) {
        return nodes.getLong(state, 0);
    }

    /** Where a transition leads, or {@link #NOWHERE}. */
    public int target(long edge) {
        return edges.getInt(edge, 0);
    }

    /** Its action. */
    public int label(long edge) {
        return edges.getInt(edge, 1);
    }

    /** Which conditions hold in an expanded state. */
    public long marks(int state) {
        return nodes.getLong(state, 1);
    }

    public long transitions() {
        return edgeCount;
    }

    /** Transitions that lead nowhere: what lies beyond them is unknown. */
    public long cuts() {
        return cuts;
    }

    Log edgeLog() {
        return edges;
    }

    Log nodeLog() {
        return nodes;
    }

    /** After the logs were filled from a checkpoint. */
    void restore(int expandedStates, long edgesThere, long cutsThere) {
        expanded = expandedStates;
        edgeCount = edgesThere;
        cuts = cutsThere;
    }
}
