package dev.sequent.check.engine;

import java.util.ArrayList;
import java.util.List;

/** A graph given by its edges; node 0 is initial. Nodes of {@code watched} are hits of watch 0, which is bad. */
final class GraphSystem implements TransitionSystem {
    /** An edge from there on is a hit of watch 0 and leads to the node that is as much beyond. */
    static final int HIT = 1 << 24;

    /** What states look like. */
    enum Look {
        /** Spread over three ints, so that comparison must look at all of them. */
        NARROW(3),
        /** More than a long from some node on, and more and more. */
        GROWING(5),
        /** As wide as can be. */
        WIDE(6);

        final int width;

        Look(int width) {
            this.width = width;
        }

        int[] state(int node) {
            return switch (this) {
                case NARROW -> new int[] {node % 7, 42, node / 7};
                case GROWING -> new int[] {node, node << node % 13, node >>> 3, 0, node * 5};
                case WIDE -> new int[] {node, -node, node * 0x9E3779B9, ~node, Integer.reverse(node), 7};
            };
        }

        int node(int[] state) {
            return this == NARROW ? state[2] * 7 + state[0] : state[0];
        }
    }

    private final Look look;
    private final int[][] edges;
    private final List<Integer> watched;
    private final boolean bad;

    GraphSystem(int[][] edges, List<Integer> watched, boolean bad) {
        this(edges, watched, bad, Look.NARROW);
    }

    GraphSystem(int[][] edges, List<Integer> watched, boolean bad, Look look) {
        this.look = look;
        this.edges = edges;
        this.watched = watched;
        this.bad = bad;
    }

    @Override
    public int width() {
        return look.width;
    }

    @Override
    public void initial(int[] into) {
        System.arraycopy(look.state(0), 0, into, 0, width());
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
            int node = look.node(state);
            if (watched.contains(node)) {
                out.hit(0);
            }
            for (int target : edges[node]) {
                if (target < 0) {
                    out.hitOnTheWay(0);
                } else if (target >= HIT) {
                    out.add(look.state(target - HIT));
                    out.hitStep(0);
                } else {
                    out.add(look.state(target));
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
            node = edges[node][ordinal] % HIT;
            nodes.add(node);
        }
        return nodes;
    }
}
