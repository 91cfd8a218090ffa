package dev.sequent.check.reference;

import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.List;

/** For whom a property's peers stand: each for a peer of its machine, no two for the same, in every way. */
final class Bindings {
    private Bindings() {}

    /** Each with the ordinals of the scenario's peers, in the order of the property's. */
    static List<List<Integer>> of(Property property, Scenario scenario) {
        return every(property, property.peers().stream().map(p -> -1).toList(), scenario);
    }

    /** Of a witness, where its property's peers stand for these: those of the same names stand for the same. */
    static List<List<Integer>> of(Property witness, Property property, List<Integer> binding, Scenario scenario) {
        var fixed = witness.peers().stream()
                .map(w -> property.peers().stream()
                        .filter(p -> p.name().equals(w.name()))
                        .map(p -> binding.get(p.index()))
                        .findFirst()
                        .orElse(-1))
                .toList();
        return every(witness, fixed, scenario);
    }

    /** @param fixed whom a peer stands for; -1 where it may be any that is left */
    private static List<List<Integer>> every(Property property, List<Integer> fixed, Scenario scenario) {
        var found = new ArrayList<List<Integer>>();
        extend(property, fixed, scenario, new ArrayList<>(), found);
        return found;
    }

    private static void extend(
            Property property,
            List<Integer> fixed,
            Scenario scenario,
            List<Integer> chosen,
            List<List<Integer>> found) {
        int next = chosen.size();
        if (next == fixed.size()) {
            found.add(List.copyOf(chosen));
            return;
        }
        for (Scenario.Peer peer : scenario.peers()) {
            boolean mine = fixed.get(next) < 0 ? !fixed.contains(peer.index()) : fixed.get(next) == peer.index();
            boolean typed =
                    peer.machine().name().equals(property.peers().get(next).machine());
            if (mine && typed && !chosen.contains(peer.index())) {
                chosen.add(peer.index());
                extend(property, fixed, scenario, chosen, found);
                chosen.removeLast();
            }
        }
    }
}
