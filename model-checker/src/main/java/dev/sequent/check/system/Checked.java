package dev.sequent.check.system;

import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Protocol.Property;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A property that a scenario asks for.
 *
 * @param bindings every way to let different peers of the scenario stand for the property's, in lexical order; at least one
 */
record Checked(Property property, List<Watch.Binding> bindings) {
    /**
     * What the scenario names, or all that fits, as far as it is asked for; and with a property its witness, which says whether it is vacuous.
     *
     * @throws IllegalArgumentException when the scenario names a property whose peers it does not have
     */
    static List<Checked> of(Protocol protocol, Scenario scenario, Predicate<String> asked) {
        var all = new ArrayList<Checked>();
        for (Property property : wanted(protocol, scenario)) {
            if (!asked.test(property.name())) {
                continue;
            }
            List<String> types = property.peers().stream().map(Property.Peer::machine).toList();
            var bindings = bindings(scenario, protocol.properties().indexOf(property), types);
            if (!bindings.isEmpty()) {
                all.add(new Checked(property, bindings));
            } else if (!scenario.checks().isEmpty()) {
                throw new IllegalArgumentException(scenario.span() + ": scenario " + scenario.name()
                        + " checks " + property.name() + ", which needs peers of " + String.join(", ", types));
            }
        }
        return List.copyOf(all);
    }

    private static Set<Property> wanted(Protocol protocol, Scenario scenario) {
        var all = protocol.properties();
        var wanted = new LinkedHashSet<Property>();
        for (Property property : scenario.checks().isEmpty() ? all : scenario.checks()) {
            wanted.add(property);
            all.stream()
                    .filter(w -> w.kind().witness() && w.name().equals(property.name()))
                    .forEach(wanted::add);
        }
        return wanted;
    }

    /** All ways to let different peers of the scenario stand for machines of those types. */
    static List<Watch.Binding> bindings(Scenario scenario, int number, List<String> types) {
        var found = new ArrayList<Watch.Binding>();
        bind(scenario, number, types, new int[types.size()], 0, found);
        return List.copyOf(found);
    }

    private static void bind(
            Scenario scenario, int number, List<String> types, int[] chosen, int at, List<Watch.Binding> found) {
        if (at == chosen.length) {
            found.add(new Watch.Binding(number, Arrays.stream(chosen).boxed().toList()));
            return;
        }
        List<Scenario.Peer> peers = scenario.peers();
        for (int p = 0; p < peers.size(); p++) {
            int candidate = p;
            boolean taken = Arrays.stream(chosen, 0, at).anyMatch(c -> c == candidate);
            if (!taken && peers.get(p).machine().name().equals(types.get(at))) {
                chosen[at] = p;
                bind(scenario, number, types, chosen, at + 1, found);
            }
        }
    }
}
