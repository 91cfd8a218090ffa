package dev.sequent.language.model;

import dev.sequent.language.model.Protocol.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the peers of properties and witnesses stand for in a scenario; LANGUAGE.md, "Bindings". A binding is a list of
 * ordinals of the scenario's peers, one for each peer of the property, in its order.
 */
public final class Bindings {
    private static final int FREE = -1;

    private Bindings() {}

    /**
     * Every binding of a property, or of a witness that stands alone, in lexical order; empty when the scenario lacks
     * peers.
     */
    public static List<List<Integer>> of(Property property, List<Scenario.Peer> peers) {
        int[] chosen = new int[property.peers().size()];
        Arrays.fill(chosen, FREE);
        return ways(property, chosen, peers);
    }

    /**
     * Every binding of a witness that goes with one binding of its property: peers of the same name stand for the same
     * peers, the others for any that are left.
     */
    public static List<List<Integer>> of(
            Property witness, Property property, List<Integer> binding, List<Scenario.Peer> peers) {
        int[] chosen = new int[witness.peers().size()];
        Arrays.fill(chosen, FREE);
        for (Property.Peer own : witness.peers()) {
            for (Property.Peer shared : property.peers()) {
                if (shared.name().equals(own.name()) && shared.machine().equals(own.machine())) {
                    chosen[own.index()] = binding.get(shared.index());
                }
            }
        }
        return ways(witness, chosen, peers);
    }

    private static List<List<Integer>> ways(Property property, int[] chosen, List<Scenario.Peer> peers) {
        var found = new ArrayList<List<Integer>>();
        bind(property, chosen, 0, peers, found);
        return List.copyOf(found);
    }

    private static void bind(
            Property property, int[] chosen, int at, List<Scenario.Peer> peers, List<List<Integer>> found) {
        if (at == chosen.length) {
            found.add(Arrays.stream(chosen).boxed().toList());
        } else if (chosen[at] != FREE) {
            bind(property, chosen, at + 1, peers, found);
        } else {
            for (int p = 0; p < peers.size(); p++) {
                int candidate = p;
                boolean fits = peers.get(p)
                        .machine()
                        .name()
                        .equals(property.peers().get(at).machine());
                if (fits && Arrays.stream(chosen).noneMatch(c -> c == candidate)) {
                    chosen[at] = p;
                    bind(property, chosen, at + 1, peers, found);
                    chosen[at] = FREE;
                }
            }
        }
    }
}
