package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import java.util.Map;
import java.util.Set;

/**
 * How proofs are tried.
 *
 * @param limit for one question to the solver, in milliseconds
 * @param seed of the solver
 * @param faults whether faults are asked about
 * @param invariants whether invariants are asked about
 * @param names of the invariants that are asked about; empty: all
 * @param small whether counterexamples are made as small as they can be: for who looks at them
 * @param parameters those that are given, by name, in generic form; the others are any within their limits
 */
public record Settings(
        int limit,
        int seed,
        boolean faults,
        boolean invariants,
        Set<String> names,
        boolean small,
        Map<String, Long> parameters) {
    boolean wants(MachineType.Invariant invariant) {
        return invariants && (names.isEmpty() || names.contains(invariant.name()));
    }

    /** All of it, whatever the parameters. */
    public static final Settings USUAL = new Settings(2000, 1, true, true, Set.of(), true, Map.of());
}
