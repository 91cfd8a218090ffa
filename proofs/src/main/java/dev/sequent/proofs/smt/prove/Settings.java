package dev.sequent.proofs.smt.prove;

import java.util.Set;

/**
 * How proofs are tried.
 *
 * @param limit for one question to the solver, in milliseconds
 * @param seed of the solver
 * @param faults whether faults are asked about
 * @param invariants whether invariants are asked about
 * @param names of the invariants that are asked about; empty: all
 */
public record Settings(int limit, int seed, boolean faults, boolean invariants, Set<String> names) {
    /** All of it. */
    public static final Settings USUAL = new Settings(2000, 1, true, true, Set.of());
}
