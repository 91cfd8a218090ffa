package dev.sequent.proofs.smt.prove;

/** @param millis how long it took the solver */
public record Result(Obligation obligation, Verdict verdict, long millis) {
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
