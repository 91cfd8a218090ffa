package dev.sequent.check.reference;

import dev.sequent.check.reference.Fairness.Owed;
import dev.sequent.check.reference.Graph.Edge;
import dev.sequent.language.model.Scenario.Fair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Is there a fair run that goes on for ever in certain worlds? One that does comes to a set of worlds all of which it
 * visits again and again, by certain moves: so such sets are looked for. A run may also stay in one world, where
 * nothing that could happen is owed.
 */
final class FairRuns {
    private final Graph graph;
    private final Fairness fairness;

    FairRuns(Graph graph, Fairness fairness) {
        this.graph = graph;
        this.fairness = fairness;
    }

    /**
     * @param within the run is to stay in these worlds
     * @param wanted one of these it is to visit again and again
     */
    boolean exists(BitSet within, IntPredicate wanted) {
        return search(within, wanted, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private boolean search(BitSet within, IntPredicate wanted, Set<Edge> without) {
        for (BitSet component : components(within, without)) {
            if (component.stream().anyMatch(wanted) && fairIn(component, wanted, without)) {
                return true;
            }
        }
        return false;
    }

    /** Worlds of which each can be reached from each. */
    private boolean fairIn(BitSet component, IntPredicate wanted, Set<Edge> without) {
        var taken = new HashSet<Owed>();
        var sent = new HashSet<Owed>();
        var possible = new HashSet<Owed>();
        var always = new HashSet<Owed>();
        boolean first = true;
        for (int w = component.nextSetBit(0); w >= 0; w = component.nextSetBit(w + 1)) {
            Set<Owed> here = Fairness.possible(graph.edges(w));
            possible.addAll(here);
            if (first) {
                always.addAll(here);
            } else {
                always.retainAll(here);
            }
            first = false;
            for (Edge edge : inside(w, component, without)) {
                Fairness.owed(edge.move().act()).ifPresent(taken::add);
                sent.addAll(fairness.sent(edge));
            }
        }
        possible.addAll(sent);
        possible.removeAll(taken);
        var rest = (BitSet) component.clone();
        Set<Edge> banned = Collections.newSetFromMap(new IdentityHashMap<>());
        banned.addAll(without);
        boolean unfair = false;
        for (Owed owed : possible) {
            if (fairness.strength(owed) == Fair.Strength.WEAK && always.contains(owed)) {
                return false;
            }
            if (fairness.strength(owed) == Fair.Strength.STRONG) {
                unfair = true;
                ban(owed, component, rest, banned);
            }
        }
        return !unfair || search(rest, wanted, banned);
    }

    /** A run that never does what it strongly owes is, at the end, no more where that is possible, or due. */
    private void ban(Owed owed, BitSet component, BitSet rest, Set<Edge> banned) {
        component.stream().forEach(w -> {
            if (Fairness.possible(graph.edges(w)).contains(owed)) {
                rest.clear(w);
            }
            graph.edges(w).stream().filter(e -> fairness.sent(e).contains(owed)).forEach(banned::add);
        });
    }

    private List<Edge> inside(int world, BitSet component, Set<Edge> without) {
        return graph.edges(world).stream()
                .filter(e -> e.to() != Graph.NOWHERE && component.get(e.to()) && !without.contains(e))
                .toList();
    }

    // ------------------------------------------------------------ strongly connected components

    /** By Kosaraju's two passes: in the order in which a search leaves worlds, backwards along the moves. */
    private List<BitSet> components(BitSet within, Set<Edge> without) {
        List<Integer> left = leavingOrder(within, without);
        var backwards = new ArrayList<List<Integer>>();
        for (int w = 0; w < graph.size(); w++) {
            backwards.add(new ArrayList<>());
        }
        within.stream()
                .forEach(w -> inside(w, within, without)
                        .forEach(e -> backwards.get(e.to()).add(w)));
        var found = new ArrayList<BitSet>();
        var open = (BitSet) within.clone();
        for (int i = left.size() - 1; i >= 0; i--) {
            if (open.get(left.get(i))) {
                found.add(collect(left.get(i), backwards, open));
            }
        }
        return found;
    }

    private static BitSet collect(int start, List<List<Integer>> backwards, BitSet open) {
        var component = new BitSet();
        var stack = new ArrayDeque<Integer>(List.of(start));
        open.clear(start);
        while (!stack.isEmpty()) {
            int world = stack.pop();
            component.set(world);
            for (int before : backwards.get(world)) {
                if (open.get(before)) {
                    open.clear(before);
                    stack.push(before);
                }
            }
        }
        return component;
    }

    private List<Integer> leavingOrder(BitSet within, Set<Edge> without) {
        var left = new ArrayList<Integer>();
        var seen = new BitSet();
        int[] next = new int[graph.size()];
        Arrays.fill(next, 0);
        for (int start = within.nextSetBit(0); start >= 0; start = within.nextSetBit(start + 1)) {
            if (seen.get(start)) {
                continue;
            }
            seen.set(start);
            var stack = new ArrayDeque<Integer>(List.of(start));
            while (!stack.isEmpty()) {
                int world = stack.peek();
                List<Edge> edges = graph.edges(world);
                if (next[world] == edges.size()) {
                    left.add(stack.pop());
                    continue;
                }
                Edge edge = edges.get(next[world]++);
                if (edge.to() != Graph.NOWHERE
                        && within.get(edge.to())
                        && !without.contains(edge)
                        && !seen.get(edge.to())) {
                    seen.set(edge.to());
                    stack.push(edge.to());
                }
            }
        }
        return left;
    }
}
