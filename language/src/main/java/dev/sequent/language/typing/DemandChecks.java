package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.ScenarioMessages;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import java.util.HashSet;
import java.util.List;

/** Checks demands against the scenarios that check them: witnesses of nothing, and demands declared unchecked. */
final class DemandChecks {
    private final ProtocolScope protocol;
    private final Session session;
    private final List<Scenario> scenarios;

    DemandChecks(ProtocolScope protocol, Session session, List<Scenario> scenarios) {
        this.protocol = protocol;
        this.session = session;
        this.scenarios = scenarios;
    }

    /** It draws conclusions from what is absent, so it is only for specifications without errors so far. */
    void check(List<MachineType> machines, List<Property> properties) {
        var taken = new HashSet<>(List.of("no-fault", "no-deadlock"));
        machines.forEach(m -> m.invariants().forEach(i -> taken.add(m.name() + "." + i.name())));
        for (Property property : properties) {
            if (taken.contains(property.name())) {
                session.report(ScenarioMessages.nameOfVerdict(property.name(), property.span()));
            }
            if (property.kind().witness()) {
                witness(property);
            } else if (property.unchecked().isPresent()) {
                scenarios.stream()
                        .filter(s -> s.checks().contains(property))
                        .findFirst()
                        .ifPresent(s -> session.report(ScenarioMessages.checkedAfterAll(
                                property.name(), s.name(), property.span(), s.span())));
            }
        }
        machines.forEach(this::invariants);
    }

    private void witness(Property witness) {
        Property property = protocol.properties.get(witness.name());
        if (property == null) {
            if (scenarios.stream().noneMatch(s -> s.checks().contains(witness))) {
                session.report(
                        ScenarioMessages.witnessOfNothing(witness.name(), witness.span(), protocol.properties.names()));
            }
            return;
        }
        for (Property.Peer own : witness.peers()) {
            for (Property.Peer other : property.peers()) {
                if (own.name().equals(other.name()) && !own.machine().equals(other.machine())) {
                    session.report(ScenarioMessages.witnessOfAnother(
                            witness.name(),
                            own.name(),
                            own.machine(),
                            other.machine(),
                            witness.span(),
                            property.span()));
                }
            }
        }
    }

    private void invariants(MachineType machine) {
        for (MachineType.Invariant invariant : machine.invariants()) {
            scenarios.stream()
                    .filter(s -> invariant.unchecked().isPresent())
                    .filter(s -> s.peers().stream().anyMatch(p -> p.machine().equals(machine)))
                    .findFirst()
                    .ifPresent(s -> session.report(ScenarioMessages.checkedAfterAll(
                            machine.name() + "." + invariant.name(), s.name(), invariant.span(), s.span())));
        }
    }
}
