package dev.sequent.check.liveness;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.engine.Space;
import dev.sequent.check.engine.TransitionSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A graph written down: node 0 is initial; edges as {@code {target, label}}, a target below 0 being a cut. */
final class LabelledGraph implements TransitionSystem {
    final int[][][] edges;
    final long[] marks;

    LabelledGraph(int[][][] edges, long[] marks) {
        this.edges = edges;
        this.marks = marks;
    }

    /**
     * From text: {@code "0 a 1, 1 b 0"} with labels a to z; {@code "1 c !"} is a cut.
     *
     * @param p nodes in which condition 0 holds @param q the same for condition 1
     */
    static LabelledGraph of(String text, List<Integer> p, List<Integer> q) {
        var all = new ArrayList<List<int[]>>();
        for (String edge : text.split(", *")) {
            String[] parts = edge.trim().split(" ");
            int from = Integer.parseInt(parts[0]);
            int to = parts.length == 1 ? from : parts[2].equals("!") ? -1 : Integer.parseInt(parts[2]);
            while (all.size() <= Math.max(from, to)) {
                all.add(new ArrayList<>());
            }
            if (parts.length > 1) {
                all.get(from).add(new int[] {to, parts[1].charAt(0) - 'a'});
            }
        }
        long[] marks = new long[all.size()];
        p.forEach(node -> marks[node] |= 1);
        q.forEach(node -> marks[node] |= 2);
        return new LabelledGraph(
                all.stream().map(list -> list.toArray(int[][]::new)).toArray(int[][][]::new), marks);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void initial(int[] into) {
        into[0] = 0;
    }

    @Override
    public int watches() {
        return 1;
    }

    @Override
    public boolean bad(int watch) {
        return true;
    }

    @Override
    public Expander expander() {
        return (state, out) -> {
            out.mark(marks[state[0]]);
            for (int[] edge : edges[state[0]]) {
                if (edge[0] < 0) {
                    out.cut(edge[1]);
                } else {
                    out.add(new int[] {edge[0]}, edge[1]);
                }
            }
        };
    }

    @Override
    public long bytes() {
        return 0;
    }

    Exploration explore(Limits limits, int threads) {
        return new Explorer(this, limits, threads, Progress.NONE, Space.memory(), true).run();
    }

    Answer check(Formula formula, Fairness fairness) {
        return new Liveness(explore(Limits.none(), 2), fairness).check(formula);
    }

    /** The edge of that ordinal: cuts have none. */
    int[] edge(int node, int ordinal) {
        return Arrays.stream(edges[node]).filter(e -> e[0] >= 0).toList().get(ordinal);
    }

    /** Nodes on the way, the first one included. */
    List<Integer> follow(int from, int[] ordinals) {
        var nodes = new ArrayList<Integer>();
        nodes.add(from);
        for (int ordinal : ordinals) {
            nodes.add(edge(nodes.getLast(), ordinal)[0]);
        }
        return nodes;
    }

    /** Strengths by letters: {@code fair("ab", "c")} is weak a, b; strong c. */
    static Fairness fair(String weak, String strong) {
        return fair(weak, strong, new int[0][]);
    }

    /** @param due for each label, as far as it goes, the actions that it makes due */
    static Fairness fair(String weak, String strong, int[][] due) {
        return new Fairness() {
            @Override
            public int[] makesDue(int label) {
                return label < due.length ? due[label] : Fairness.NO_ACTIONS;
            }

            @Override
            public Strength of(int action) {
                String letter = String.valueOf((char) ('a' + action));
                return strong.contains(letter)
                        ? Strength.STRONG
                        : weak.contains(letter) ? Strength.WEAK : Strength.NONE;
            }

            @Override
            public String text() {
                return "strong " + strong + "; weak " + weak;
            }
        };
    }
}
