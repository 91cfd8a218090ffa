package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether properties of steps speak of anything: a property is vacuous if no step that begins where all invariants hold
 * is one that its witnesses ask for. That the solver sees such a step is enough here; that some run gets there is for
 * the checker to say.
 */
final class Witnesses {
    private final Protocol protocol;
    private final Set<Property> seen = ConcurrentHashMap.newKeySet();

    Witnesses(Protocol protocol) {
        this.protocol = protocol;
    }

    /** Those of a property of steps that one step decides. */
    static List<Property> of(Protocol protocol, Property property) {
        var machine = property.peers().getFirst().machine();
        return protocol.properties().stream()
                .filter(p -> p.kind() == Property.Kind.STEP_WITNESS && p.name().equals(property.name()))
                .filter(p -> p.peers().getFirst().machine().equals(machine))
                .filter(p -> StepProperties.whyNoStep(p).isEmpty())
                .toList();
    }

    /** The properties that are asked about and have some. */
    static List<Property> having(Protocol protocol, MachineType machine, Settings settings) {
        return StepProperties.of(protocol, machine).stream()
                .filter(settings::wants)
                .filter(p -> !of(protocol, p).isEmpty())
                .toList();
    }

    /** Whether no step has been found yet that the property speaks of. */
    boolean unseen(Property property) {
        return !seen.contains(property);
    }

    /** Learns what has been found. */
    void learn(List<Result> results) {
        results.forEach(r -> {
            if (r.obligation().claim() instanceof Obligation.Claim.Witnessed c) {
                seen.add(c.property());
            }
        });
    }

    /** Of each property that has one, when all steps have been looked at. */
    List<Result> results(MachineType machine, Settings settings) {
        return having(protocol, machine, settings).stream()
                .map(p -> new Result(
                        new Obligation(machine, Optional.empty(), machine.initial(), new Obligation.Claim.Witnessed(p)),
                        unseen(p)
                                ? new Verdict.Unknown("vacuous: no step is one that its witness asks for")
                                : new Verdict.Proved(true),
                        0))
                .toList();
    }
}
