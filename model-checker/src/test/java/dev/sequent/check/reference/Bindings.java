package dev.sequent.check.reference;

import dev.sequent.spec.model.Protocol.Property;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * For whom a property's peers stand: one that bears the name of a peer of the scenario of its type is that one; the others
 * stand for each of the remaining peers of their type, each for a different one, in every way.
 */
final class Bindings {
    private Bindings() {}

    /** Each with the ordinals of the scenario's peers, in the order of the property's. */
    static List<List<Integer>> of(Property property, Scenario scenario) {
        var named = new ArrayList<Integer>();
        for (Property.Peer peer : property.peers()) {
            named.add(scenario.peers().stream()
                    .filter(p -> p.name().equals(peer.name()) && p.machine().name().equals(peer.machine()))
                    .map(Scenario.Peer::index)
                    .findFirst()
                    .orElse(-1));
        }
        var found = new ArrayList<List<Integer>>();
        extend(property, scenario, named, new ArrayList<>(), found);
        return found;
    }

    private static void extend(
            Property property, Scenario scenario, List<Integer> named, List<Integer> chosen, List<List<Integer>> found) {
        int next = chosen.size();
        if (next == named.size()) {
            found.add(List.copyOf(chosen));
            return;
        }
        for (Scenario.Peer peer : scenario.peers()) {
            boolean fits = named.get(next) >= 0
                    ? peer.index() == named.get(next)
                    : peer.machine().name().equals(property.peers().get(next).machine())
                            && !named.contains(peer.index())
                            && !chosen.contains(peer.index());
            if (fits) {
                chosen.add(peer.index());
                extend(property, scenario, named, chosen, found);
                chosen.removeLast();
            }
        }
    }
}
