package dev.sequent.check.liveness;

import dev.sequent.check.engine.Graph;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The parts of a graph in which a fair run can stay for ever, visiting all of a part again and again. Any fair run that
 * stays among the states given ends up inside one of them.
 */
final class FairComponents {
    private final Graph graph;
    private final FairnessDemands demands;
    private final IntPredicate visit;
    private final Tarjan tarjan;
    private final int[] nodes;
    private final int[] component;
    private int components;

    private int[] work = new int[64];
    private int pending;
    private int regions;

    // What is known about the demands within the current component; an entry is valid if its epoch is the current one.
    private final int[] epochOf;
    private final int[] possibleIn;
    private final int[] lastSeenIn;
    private final boolean[] taken;
    private final boolean[] forbidden;
    private final int[] touched;
    private int touchedCount;
    private int epoch;

    /**
     * @param within whether a run may be there
     * @param visit which states it must visit again and again
     */
    FairComponents(Graph graph, FairnessDemands demands, IntPredicate within, IntPredicate visit) {
        this.graph = graph;
        this.demands = demands;
        this.visit = visit;
        tarjan = new Tarjan(graph);
        component = new int[graph.expanded()];
        Arrays.fill(component, -1);
        Arrays.fill(tarjan.region, -1);
        int[] all = new int[graph.expanded()];
        int count = 0;
        for (int node = 0; node < all.length; node++) {
            if (within.test(node)) {
                all[count++] = node;
            }
        }
        nodes = all;
        epochOf = new int[demands.count()];
        possibleIn = new int[demands.count()];
        lastSeenIn = new int[demands.count()];
        taken = new boolean[demands.count()];
        forbidden = new boolean[demands.count()];
        touched = new int[demands.count()];
        push(0, count);
        while (pending > 0) {
            pending -= 2;
            split(work[pending], work[pending + 1]);
        }
    }

    /** Which part a state is in; -1: in none. */
    int of(int node) {
        return component[node];
    }

    boolean none() {
        return components == 0;
    }

    private void push(int from, int to) {
        if (from == to) {
            return;
        }
        if (pending == work.length) {
            work = Arrays.copyOf(work, pending * 2);
        }
        work[pending++] = from;
        work[pending++] = to;
        mark(from, to, regions++);
    }

    private void mark(int from, int to, int region) {
        for (int i = from; i < to; i++) {
            tarjan.region[nodes[i]] = region;
        }
    }

    private void split(int from, int to) {
        int found = tarjan.run(nodes, from, to);
        int[] ends = new int[found];
        Arrays.setAll(ends, tarjan::end);
        int begin = from;
        for (int end : ends) { // regions first: whether a transition stays inside is asked for below
            mark(begin, end, regions++);
            begin = end;
        }
        begin = from;
        for (int end : ends) {
            judge(begin, end);
            begin = end;
        }
    }

    private void judge(int from, int to) {
        boolean visited = false;
        for (int i = from; i < to && !visited; i++) {
            visited = visit.test(nodes[i]);
        }
        if (!visited) {
            mark(from, to, -1);
            return;
        }
        survey(from, to);
        boolean anyForbidden = false;
        for (int t = 0; t < touchedCount; t++) {
            int demand = touched[t];
            boolean open = !taken[demand];
            if (open && !demands.strong(demand) && possibleIn[demand] == to - from) {
                mark(from, to, -1); // possible throughout but never taken: no part of it is any better
                return;
            }
            forbidden[demand] = open && demands.strong(demand);
            anyForbidden |= forbidden[demand];
        }
        if (!anyForbidden) {
            for (int i = from; i < to; i++) {
                component[nodes[i]] = components;
            }
            components++;
            mark(from, to, -1);
            return;
        }
        push(from, without(from, to));
    }

    private void survey(int from, int to) {
        epoch++;
        touchedCount = 0;
        for (int i = from; i < to; i++) {
            int node = nodes[i];
            long end = graph.end(node);
            for (long edge = graph.begin(node); edge < end; edge++) {
                boolean inside = inside(node, edge);
                if (inside) {
                    for (int due : demands.due(graph.label(edge))) {
                        touch(due);
                    }
                }
                int demand = demands.of(graph.label(edge));
                if (demand < 0) {
                    continue;
                }
                touch(demand);
                if (lastSeenIn[demand] != node) {
                    lastSeenIn[demand] = node;
                    possibleIn[demand]++;
                }
                taken[demand] |= inside;
            }
        }
    }

    private boolean isForbidden(int demand) {
        return epochOf[demand] == epoch && forbidden[demand];
    }

    private void touch(int demand) {
        if (epochOf[demand] != epoch) {
            epochOf[demand] = epoch;
            possibleIn[demand] = 0;
            lastSeenIn[demand] = -1;
            taken[demand] = false;
            touched[touchedCount++] = demand;
        }
    }

    /** Whether a transition stays in the component of the state that it leads out of. */
    private boolean inside(int node, long edge) {
        int target = graph.target(edge);
        return target >= 0
                && target < tarjan.region.length
                && tarjan.region[target] == tarjan.region[node]
                && !tarjan.isDropped(edge);
    }

    /** Whether a run that stays in a component may take that transition. */
    boolean usable(long edge) {
        return !tarjan.isDropped(edge);
    }

    /**
     * Moves states in which something forbidden is possible to the end, and drops what would make it due. @return where
     * they begin
     */
    private int without(int from, int to) {
        int kept = from;
        for (int i = from; i < to; i++) {
            int node = nodes[i];
            boolean keep = true;
            for (long edge = graph.begin(node); keep && edge < graph.end(node); edge++) {
                int demand = demands.of(graph.label(edge));
                keep = demand < 0 || !isForbidden(demand);
                for (int due : demands.due(graph.label(edge))) {
                    if (isForbidden(due) && inside(node, edge)) {
                        tarjan.drop(edge);
                    }
                }
            }
            if (keep) {
                nodes[i] = nodes[kept];
                nodes[kept++] = node;
            }
        }
        mark(kept, to, -1);
        return kept;
    }
}
