package dev.sequent.check.liveness;

import dev.sequent.check.engine.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds a cycle through one state of a fair component that is itself fair. The shortest such cycle is hard to find (it
 * is a tour that visits one of each of many sets); this class goes to the nearest thing that is still owed, and cuts
 * off what turns out not to be needed.
 */
final class Loop {
    private static final int WORTH_SHORTENING = 400;

    private final Graph graph;
    private final FairnessDemands demands;
    private final FairComponents components;
    private final IntPredicate visit;
    private final int start;
    private final int component;

    Loop(Graph graph, FairnessDemands demands, FairComponents components, IntPredicate visit, int start) {
        this.graph = graph;
        this.demands = demands;
        this.components = components;
        this.visit = visit;
        this.start = start;
        component = components.of(start);
    }

    /** Transitions, one after the other, from the start back to it; none if a run may as well rest there. */
    List<Long> find() {
        var walk = new ArrayList<Long>();
        int at = start;
        while (true) {
            var closed = new ArrayList<>(walk);
            closed.addAll(nearest(at, edge -> false, node -> node == start));
            Owed owed = owed(closed);
            if (owed.nothing()) {
                return shorten(closed);
            }
            List<Long> further = nearest(
                    at,
                    edge -> owed.takes(demands.of(graph.label(edge))),
                    node -> owed.visit && visit.test(node) || owed.misses(node));
            walk.addAll(further);
            at = graph.target(walk.getLast());
        }
    }

    /** What a closed walk still lacks. */
    private final class Owed {
        final BitSet actions = new BitSet();
        final BitSet weak = new BitSet();
        boolean visit;

        boolean nothing() {
            return actions.isEmpty() && !visit;
        }

        boolean takes(int demand) {
            return demand >= 0 && actions.get(demand);
        }

        /** A state in which an action is not possible satisfies a weak demand on it. */
        boolean misses(int node) {
            return !weak.isEmpty() && possible(node).stream().filter(weak::get).count() < weak.cardinality();
        }
    }

    private Owed owed(List<Long> closed) {
        var states = new HashSet<Integer>();
        states.add(start);
        var taken = new BitSet();
        var made = new BitSet();
        for (long edge : closed) {
            states.add(graph.target(edge));
            int demand = demands.of(graph.label(edge));
            if (demand >= 0) {
                taken.set(demand);
            }
            for (int due : demands.due(graph.label(edge))) {
                made.set(due);
            }
        }
        Map<Integer, Integer> possibleIn = new HashMap<>();
        for (int state : states) {
            possible(state).forEach(demand -> possibleIn.merge(demand, 1, Integer::sum));
        }
        made.andNot(taken);
        var owed = new Owed();
        owed.actions.or(made);
        owed.visit = states.stream().noneMatch(visit::test);
        possibleIn.forEach((demand, count) -> {
            if (!taken.get(demand) && (demands.strong(demand) || count == states.size())) {
                owed.actions.set(demand);
                owed.weak.set(demand, !demands.strong(demand));
            }
        });
        return owed;
    }

    private Set<Integer> possible(int node) {
        var demandsHere = new HashSet<Integer>();
        for (long edge = graph.begin(node); edge < graph.end(node); edge++) {
            int demand = demands.of(graph.label(edge));
            if (demand >= 0) {
                demandsHere.add(demand);
            }
        }
        return demandsHere;
    }

    private boolean inside(int node) {
        return node >= 0 && node < graph.expanded() && components.of(node) == component;
    }

    @FunctionalInterface
    private interface EdgePredicate {
        boolean test(long edge);
    }

    /** The shortest path inside the component that ends with such a transition or in such a state; possibly empty. */
    private List<Long> nearest(int from, EdgePredicate by, IntPredicate to) {
        if (to.test(from)) {
            return List.of();
        }
        var cameBy = new HashMap<Integer, Long>();
        var cameFrom = new HashMap<Integer, Integer>();
        var queue = new ArrayDeque<Integer>();
        queue.add(from);
        cameFrom.put(from, -1);
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (long edge = graph.begin(node); edge < graph.end(node); edge++) {
                int target = graph.target(edge);
                if (!inside(target) || !components.usable(edge)) {
                    continue;
                }
                boolean there = by.test(edge) || to.test(target);
                if (there) {
                    return way(node, edge, cameFrom, cameBy);
                }
                if (cameFrom.putIfAbsent(target, node) == null) {
                    cameBy.put(target, edge);
                    queue.add(target);
                }
            }
        }
        throw new IllegalStateException("a component is not strongly connected, or not fair");
    }

    private static List<Long> way(int last, long edge, Map<Integer, Integer> cameFrom, Map<Integer, Long> cameBy) {
        var way = new ArrayList<Long>();
        way.add(edge);
        int before;
        for (int node = last; (before = cameFrom.getOrDefault(node, -1)) >= 0; node = before) {
            way.add(Objects.requireNonNull(cameBy.get(node)));
        }
        return way.reversed();
    }

    /** Omits round trips without which the cycle is still fair. */
    private List<Long> shorten(List<Long> cycle) {
        List<Long> best = cycle;
        Optional<List<Long>> better = Optional.of(cycle);
        while (better.isPresent() && best.size() <= WORTH_SHORTENING) {
            best = better.get();
            better = oneShorter(best);
        }
        return List.copyOf(best);
    }

    private Optional<List<Long>> oneShorter(List<Long> cycle) {
        int[] states = new int[cycle.size() + 1];
        states[0] = start;
        Arrays.setAll(states, i -> i == 0 ? start : graph.target(cycle.get(i - 1)));
        for (int length = cycle.size(); length > 0; length--) {
            for (int i = 0; i + length <= cycle.size(); i++) {
                if (states[i] == states[i + length]) {
                    var shorter = new ArrayList<>(cycle.subList(0, i));
                    shorter.addAll(cycle.subList(i + length, cycle.size()));
                    if (owed(shorter).nothing()) {
                        return Optional.of(shorter);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
