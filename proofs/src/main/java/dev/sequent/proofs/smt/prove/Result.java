package dev.sequent.proofs.smt.prove;

import java.util.Set;

/**
 * What came of an obligation.
 *
 * @param millis how long it took the solver
 * @param lemmas the invariants that a proof takes, by name, if they were asked for ({@link Settings#lemmas}): those that
 *     the solver needed, where the step begins or as the turns of a loop keep them. There may be fewer that would do.
 */
public record Result(Obligation obligation, Verdict verdict, long millis, Set<String> lemmas) {
    Result(Obligation obligation, Verdict verdict, long millis) {
        this(obligation, verdict, millis, Set.of());
    }

    public boolean proved() {
        return verdict instanceof Verdict.Proved;
    }

    public boolean refuted() {
        return verdict instanceof Verdict.Refuted;
    }

    public boolean unknown() {
        return verdict instanceof Verdict.Unknown;
    }
}
