package dev.sequent.check.mutants;

/** Carries a complaint out of reading and applying; never leaves this package. */
final class UnusableMutant extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Complaint complaint;

    UnusableMutant(String file, int line, String what, String hint) {
        super(what);
        complaint = new Complaint(file, line, what, hint);
    }

    Complaint complaint() {
        return complaint;
    }
}
