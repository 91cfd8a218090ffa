package dev.sequent.check.system;

import dev.sequent.language.model.Bindings;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a scenario asks for: a property, or a witness that stands alone, in one binding (for liveness, in all), or the
 * witness of a property for one binding of that.
 *
 * @param bindings the readings of the condition, in lexical order; for a property's witness any will do, and there may
 *     be none
 * @param of the binding; empty for liveness, which stands for all
 */
record Checked(Property property, List<Watch.Binding> bindings, List<Integer> of) {
    /**
     * What the scenario checks, if it is asked for; and with a property its witness, which shows whether it is vacuous.
     *
     * @throws IllegalArgumentException when the scenario names a property whose peers it does not have
     */
    static List<Checked> of(Protocol protocol, Scenario scenario, Predicate<String> asked) {
        var all = new ArrayList<Checked>();
        for (Property property : wanted(protocol, scenario)) {
            if (asked.test(property.name())) {
                add(protocol, scenario, property, all);
            }
        }
        return List.copyOf(all);
    }

    private static Set<Property> wanted(Protocol protocol, Scenario scenario) {
        var wanted = new LinkedHashSet<Property>();
        for (Property property : scenario.checks()) {
            wanted.add(property);
            protocol.properties().stream()
                    .filter(w -> w.kind().witness() && w.name().equals(property.name()))
                    .forEach(wanted::add);
        }
        return wanted;
    }

    private static void add(Protocol protocol, Scenario scenario, Property property, List<Checked> all) {
        int number = protocol.properties().indexOf(property);
        Optional<Property> vouchedFor = protocol.properties().stream()
                .filter(p -> property.kind().witness()
                        && !p.kind().witness()
                        && p.name().equals(property.name()))
                .findFirst();
        if (vouchedFor.isPresent()) {
            for (List<Integer> binding : Bindings.of(vouchedFor.get(), scenario.peers())) {
                var ways = Bindings.of(property, vouchedFor.get(), binding, scenario.peers());
                all.add(new Checked(property, bindings(number, ways), binding));
            }
            return;
        }
        List<List<Integer>> bindings = Bindings.of(property, scenario.peers());
        if (bindings.isEmpty() && !scenario.everything()) {
            List<String> types =
                    property.peers().stream().map(Property.Peer::machine).toList();
            throw new IllegalArgumentException(scenario.span() + ": scenario " + scenario.name() + " checks "
                    + property.name() + ", which needs peers of " + String.join(", ", types));
        }
        if (property.kind().liveness()) {
            if (!bindings.isEmpty()) {
                all.add(new Checked(property, bindings(number, bindings), List.of()));
            }
        } else {
            bindings.forEach(b -> all.add(new Checked(property, bindings(number, List.of(b)), b)));
        }
    }

    private static List<Watch.Binding> bindings(int number, List<List<Integer>> ways) {
        return ways.stream().map(way -> new Watch.Binding(number, way)).toList();
    }
}
