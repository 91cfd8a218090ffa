package dev.sequent.proofs.smt.solve;

/** There is no native code of the solver for this machine. */
public final class SolverMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SolverMissing(Throwable cause) {
        super(
                "Z3 does not run here (" + System.getProperty("os.name") + ", " + System.getProperty("os.arch")
                        + "): proofs need Linux, macOS or Windows on x86-64, or Linux or macOS on aarch64, and a temporary folder that its code can be unpacked to ("
                        + System.getProperty("java.io.tmpdir") + ")",
                cause);
    }
}
