package dev.sequent.check.jpf;

/**
 * Java PathFinder and the embedded engine do not see the same: one of them, or the encoder, is wrong. A bug of ours.
 */
public final class EnginesDisagree extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the first difference, and the path to it */
    public EnginesDisagree(String message) {
        super(message);
    }
}
