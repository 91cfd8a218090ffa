package dev.sequent.check.liveness;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Graph;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Answers formulas over the graph of one search. Not thread-safe. */
public final class Liveness {
    private static final IntPredicate ANY = state -> true;

    private final Exploration found;
    private final Graph graph;
    private final FairnessDemands demands;
    private final Marks marks;

    /** @param found a search that kept its graph, see {@link Exploration#graph}, and marked states with bits */
    public Liveness(Exploration found, Fairness fairness) {
        this(found, fairness, Marks.BITS);
    }

    /**
     * @param found a search that kept its graph, see {@link Exploration#graph}
     * @param marks what it marked states with
     */
    public Liveness(Exploration found, Fairness fairness, Marks marks) {
        this.found = found;
        this.marks = marks;
        graph = found.graph().orElseThrow(() -> new IllegalArgumentException("the search kept no graph"));
        demands = new FairnessDemands(graph, fairness);
    }

    /** A broken formula is broken whatever was not seen; one that holds was checked on everything. */
    public Answer check(Formula formula) {
        Optional<Lasso> lasso = switch (formula) {
            case Formula.LeadsTo f -> leadsTo(f.p(), f.q());
            case Formula.EventuallyAlways f -> eventuallyAlways(f.p());
            case Formula.AlwaysPossible f -> alwaysPossible(f.p());
        };
        if (lasso.isPresent()) {
            return new Answer.Violated(lasso.get());
        }
        if (!found.exhaustive() || graph.expanded() < graph.states()) {
            return new Answer.Unknown(found.stop().map(Exploration.Stop::text).orElse("the search is incomplete"));
        }
        if (graph.cuts() > 0) {
            return new Answer.Unknown(String.format(
                    Locale.ROOT,
                    "a bound or a fault cuts off %,d transitions: what lies beyond them is unknown",
                    graph.cuts()));
        }
        return formula instanceof Formula.LeadsTo f && never(f.p()) ? new Answer.Vacuous() : new Answer.Holds();
    }

    private boolean never(int condition) {
        for (int state = 0; state < graph.expanded(); state++) {
            if (is(condition, state)) {
                return false;
            }
        }
        return true;
    }

    private boolean is(int condition, int state) {
        return marks.holds(graph.marks(state), condition);
    }

    private Optional<Lasso> eventuallyAlways(int p) {
        IntPredicate notP = state -> !is(p, state);
        var fair = new FairComponents(graph, demands, ANY, notP);
        for (int state = 0; state < graph.expanded(); state++) { // numbers grow with the distance from the start
            if (fair.of(state) >= 0) {
                return Optional.of(lasso(found.ancestry().path(state), fair, notP, state));
            }
        }
        return Optional.empty();
    }

    private Optional<Lasso> leadsTo(int p, int q) {
        var ways = new Pending(p, q);
        var fair = new FairComponents(graph, demands, ways::waits, ANY);
        if (fair.none()) {
            return Optional.empty();
        }
        int entry = ways.nearest(fair);
        return Optional.of(lasso(ways.path(entry), fair, ANY, entry));
    }

    private Lasso lasso(int[] prefix, FairComponents fair, IntPredicate visit, int state) {
        List<Long> loop = new Loop(graph, demands, fair, visit, state).find();
        int[] ordinals = new int[loop.size()];
        int at = state;
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = (int) (loop.get(i) - graph.begin(at));
            at = graph.target(loop.get(i));
        }
        if (at != state) {
            throw new IllegalStateException("the loop of a lasso does not close");
        }
        return new Lasso(loop.isEmpty() ? Lasso.Shape.REST : Lasso.Shape.CYCLE, prefix, ordinals);
    }

    /** States in which Q has been due since P and has not come, each with a shortest path to it. */
    private final class Pending {
        private static final int NOT = -2;
        private static final int HERE = -1;

        /** Where the shortest path comes from; {@link #HERE}: Q became due in the state itself. */
        private final int[] cameFrom = new int[graph.expanded()];

        private final int[] ordinal = new int[graph.expanded()];
        private final int[] order;
        private int count;

        Pending(int p, int q) {
            order = new int[graph.expanded()];
            for (int state = 0;
                    state < cameFrom.length;
                    state++) { // no path to such a state is shorter than the search's own
                cameFrom[state] = is(p, state) && !is(q, state) ? HERE : NOT;
            }
            var depths = new Depths(found.levels());
            var queue = new ArrayDeque<int[]>(); // state, length of its way
            int source = nextSource(0);
            while (source < cameFrom.length || !queue.isEmpty()) {
                if (source < cameFrom.length && (queue.isEmpty() || depths.of(source) <= queue.peek()[1])) {
                    expand(source, depths.of(source), q, queue);
                    source = nextSource(source + 1);
                } else {
                    int[] next = queue.remove();
                    expand(next[0], next[1], q, queue);
                }
            }
        }

        private int nextSource(int from) {
            int source = from;
            while (source < cameFrom.length && cameFrom[source] != HERE) {
                source++;
            }
            return source;
        }

        private void expand(int state, int length, int q, ArrayDeque<int[]> queue) {
            order[count++] = state;
            for (long edge = graph.begin(state); edge < graph.end(state); edge++) {
                int target = graph.target(edge);
                if (target >= 0 && target < graph.expanded() && cameFrom[target] == NOT && !is(q, target)) {
                    cameFrom[target] = state;
                    ordinal[target] = (int) (edge - graph.begin(state));
                    queue.add(new int[] {target, length + 1});
                }
            }
        }

        boolean waits(int state) {
            return cameFrom[state] != NOT;
        }

        int nearest(FairComponents fair) {
            for (int i = 0; i < count; i++) {
                if (fair.of(order[i]) >= 0) {
                    return order[i];
                }
            }
            throw new IllegalStateException("no fair component is among the states looked at");
        }

        int[] path(int state) {
            int length = 0;
            int source = state;
            for (; cameFrom[source] >= 0; source = cameFrom[source]) {
                length++;
            }
            int[] before = found.ancestry().path(source);
            int[] path = Arrays.copyOf(before, before.length + length);
            int at = path.length;
            for (int n = state; cameFrom[n] >= 0; n = cameFrom[n]) {
                path[--at] = ordinal[n];
            }
            return path;
        }
    }

    /** Distances from the initial state, asked for in the order of numbers. */
    private static final class Depths {
        private final List<Long> levels;
        private int depth;
        private long end;

        Depths(List<Long> levels) {
            this.levels = levels;
            end = levels.isEmpty() ? 0 : levels.getFirst(); // a search that was stopped at once has seen nothing
        }

        int of(int state) {
            while (state >= end) {
                end += levels.get(++depth);
            }
            return depth;
        }
    }

    /** Backwards over components: each can do what those after it can. */
    private Optional<Lasso> alwaysPossible(int p) {
        int[] nodes = new int[graph.expanded()];
        Arrays.setAll(nodes, i -> i);
        var tarjan = new Tarjan(graph);
        int count = tarjan.run(nodes, 0, nodes.length);
        boolean[] maybe = new boolean[nodes.length];
        int begin = 0;
        for (int c = 0; c < count; c++) {
            boolean can = false;
            for (int i = begin; i < tarjan.end(c) && !can; i++) {
                can = is(p, nodes[i]) || leadsOn(nodes[i], maybe);
            }
            for (int i = begin; i < tarjan.end(c); i++) {
                maybe[nodes[i]] = can;
            }
            begin = tarjan.end(c);
        }
        for (int state = 0; state < maybe.length; state++) {
            if (!maybe[state]) {
                return Optional.of(new Lasso(Lasso.Shape.TRAP, found.ancestry().path(state), new int[0]));
            }
        }
        return Optional.empty();
    }

    /** To where P can be reached, or to what was not expanded. */
    private boolean leadsOn(int state, boolean[] maybe) {
        for (long edge = graph.begin(state); edge < graph.end(state); edge++) {
            int target = graph.target(edge);
            if (target < 0 || target >= maybe.length || maybe[target]) {
                return true;
            }
        }
        return false;
    }
}
