package dev.sequent.cli.sensitivity;

/** Something is found in the specification without any fault, so that finding it in one with a fault says nothing. */
public final class UnsoundOriginal extends Exception {
    private static final long serialVersionUID = 1L;

    UnsoundOriginal(JudgeName judge, String where) {
        super("the specification is found wrong as it is, by " + judge.word() + " (" + where + ")");
    }
}
