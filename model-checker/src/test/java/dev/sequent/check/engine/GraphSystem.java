package dev.sequent.check.engine;

import java.util.ArrayList;
import java.util.List;

/** A graph given by its edges; node 0 is initial. Nodes of {@code watched} are hits of watch 0, which is bad. */
final class GraphSystem implements TransitionSystem {
    private final int[][] edges;
    private final List<Integer> watched;
    private final boolean bad;

    GraphSystem(int[][] edges, List<Integer> watched, boolean bad) {
        this.edges = edges;
        this.watched = watched;
        this.bad = bad;
    }

    @Override
    public int width() {
        return 3;
    }

    /** Spread over three ints, so that comparison must look at all of them. */
    static int[] state(int node) {
        return new int[] {node % 7, 42, node / 7};
    }

    private static int node(int[] state) {
        return state[2] * 7 + state[0];
    }

    @Override
    public void initial(int[] into) {
        System.arraycopy(state(0), 0, into, 0, 3);
    }

    @Override
    public int watches() {
        return 1;
    }

    @Override
    public boolean bad(int watch) {
        return bad;
    }

    @Override
    public Expander expander() {
        return (state, out) -> {
            int node = node(state);
            if (watched.contains(node)) {
                out.hit(0);
            }
            for (int target : edges[node]) {
                if (target < 0) {
                    out.hitOnTheWay(0);
                } else {
                    out.add(state(target));
                }
            }
        };
    }

    @Override
    public long bytes() {
        return 0;
    }

    /** Follows a path of ordinals; the nodes it passes, 0 first; -1 for an edge that leads nowhere. */
    List<Integer> follow(int[] path) {
        var nodes = new ArrayList<Integer>();
        int node = 0;
        nodes.add(node);
        for (int ordinal : path) {
            node = edges[node][ordinal];
            nodes.add(node);
        }
        return nodes;
    }
}
