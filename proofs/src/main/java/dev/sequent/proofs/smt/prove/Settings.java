package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import java.util.Map;
import java.util.Set;

/**
 * How proofs are tried.
 *
 * @param limit for one question to the solver, in milliseconds
 * @param seed of the solver
 * @param faults whether faults are asked about
 * @param invariants whether invariants and properties of steps are asked about
 * @param names of those that are asked about; empty: all
 * @param small whether counterexamples are made as small as they can be: for who looks at them
 * @param parameters those that are given, by name, in generic form; the others are any within their limits
 * @param lemmas whether a proof is to say which invariants it takes
 */
public record Settings(
        int limit,
        int seed,
        boolean faults,
        boolean invariants,
        Set<String> names,
        boolean small,
        Map<String, Long> parameters,
        boolean lemmas) {
    /** Without lemmas. */
    public Settings(
            int limit,
            int seed,
            boolean faults,
            boolean invariants,
            Set<String> names,
            boolean small,
            Map<String, Long> parameters) {
        this(limit, seed, faults, invariants, names, small, parameters, false);
    }

    boolean wants(MachineType.Invariant invariant) {
        return wants(invariant.name());
    }

    boolean wants(Protocol.Property property) {
        return wants(property.name());
    }

    private boolean wants(String name) {
        return invariants && (names.isEmpty() || names.contains(name));
    }

    /** All of it, whatever the parameters. */
    public static final Settings USUAL = new Settings(2000, 1, true, true, Set.of(), true, Map.of());
}
