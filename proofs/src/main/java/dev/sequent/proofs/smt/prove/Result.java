package dev.sequent.proofs.smt.prove;

import java.util.Set;

/**
 * What came of an obligation.
 *
 * @param millis how long it took the solver
 * @param lemmas the invariants that a proof takes, by name, if they were asked for ({@link Settings#lemmas}): those
 *     that the solver needed, where the step begins or as the turns of a loop keep them. There may be fewer that would
 *     do.
 * @param remembered whether an earlier run has found it, and nothing that it depends on has changed since
 */
public record Result(Obligation obligation, Verdict verdict, long millis, Set<String> lemmas, boolean remembered) {
    Result(Obligation obligation, Verdict verdict, long millis) {
        this(obligation, verdict, millis, Set.of());
    }

    Result(Obligation obligation, Verdict verdict, long millis, Set<String> lemmas) {
        this(obligation, verdict, millis, lemmas, false);
    }

    Result fromCache() {
        return new Result(obligation, verdict, millis, lemmas, true);
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
