package dev.sequent.check.liveness;

import dev.sequent.check.engine.Graph;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Strongly connected components of parts of a graph. A part is a region: all states with its number. The search keeps
 * its own stack, so that the depth of a graph is bounded by the heap only.
 */
final class Tarjan {
    private final Graph graph;
    /** Transitions that no run takes; treated as absent. */
    final BitSet dropped = new BitSet();
    /** For each state the region that it is in; below 0: in none. */
    final int[] region;

    private final int[] index;
    private final int[] low;
    private int[] path = new int[1 << 10];
    private long[] cursor = new long[1 << 10];
    private int[] open = new int[1 << 10];
    private int depth;
    private int opened;
    private int clock;
    private int[] ends = new int[16];
    private int components;

    Tarjan(Graph graph) {
        this.graph = graph;
        region = new int[graph.expanded()];
        index = new int[region.length];
        low = new int[region.length];
    }

    /**
     * Sorts {@code nodes[from..to)}, which make up a region, by components; each comes after all those that can be
     * reached from it. {@link #end} says where they end.
     *
     * @return how many there are
     */
    int run(int[] nodes, int from, int to) {
        int[] roots = Arrays.copyOfRange(nodes, from, to);
        for (int node : roots) {
            index[node] = 0;
        }
        clock = 0;
        components = 0;
        int written = from;
        for (int root : roots) {
            if (index[root] == 0) {
                enter(root);
                while (depth > 0) {
                    written = advance(nodes, written);
                }
            }
        }
        return components;
    }

    /** One past the place of the last state of that component. */
    int end(int component) {
        return ends[component];
    }

    boolean isDropped(long edge) {
        return edge <= Integer.MAX_VALUE && dropped.get((int) edge);
    }

    /** @throws IllegalStateException in a graph of more than 2^31 transitions */
    void drop(long edge) {
        if (edge > Integer.MAX_VALUE) {
            throw new IllegalStateException("the graph has more transitions than liveness can be found out over");
        }
        dropped.set((int) edge);
    }

    private void enter(int node) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
            cursor = Arrays.copyOf(cursor, depth * 2);
        }
        if (opened == open.length) {
            open = Arrays.copyOf(open, opened * 2);
        }
        clock++;
        index[node] = clock;
        low[node] = clock;
        path[depth] = node;
        cursor[depth] = graph.begin(node);
        depth++;
        open[opened++] = node;
    }

    /** Follows the next transition of the state on top, or leaves it. @return where the next closed state goes */
    private int advance(int[] nodes, int written) {
        int top = depth - 1;
        int node = path[top];
        long end = graph.end(node);
        while (cursor[top] < end) {
            long edge = cursor[top]++;
            int target = graph.target(edge);
            if (target < 0 || target >= region.length || region[target] != region[node] || isDropped(edge)) {
                continue;
            }
            if (index[target] == 0) {
                enter(target);
                return written;
            }
            low[node] = Math.min(low[node], index[target]); // closed ones have the highest index
        }
        depth--;
        if (depth > 0) {
            low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node]);
        }
        return low[node] == index[node] ? close(node, nodes, written) : written;
    }

    private int close(int root, int[] nodes, int from) {
        int written = from;
        int node;
        do {
            node = open[--opened];
            index[node] = Integer.MAX_VALUE;
            nodes[written++] = node;
        } while (node != root);
        if (components == ends.length) {
            ends = Arrays.copyOf(ends, components * 2);
        }
        ends[components++] = written;
        return written;
    }
}
