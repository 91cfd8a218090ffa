package dev.sequent.runtime;

/**
 * A specification broke one of its own rules: a value out of its type's range, arithmetic overflow, division by zero,
 * an absent optional read, a full table or range set, a loop beyond its bound, an assertion that does not hold.
 */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int point;

    /**
     * @param point the trace point of the statement, see {@link Trace}; -1 when unknown
     * @param message what was wrong, in the specification's words
     */
    public Fault(int point, String message) {
        super(message);
        this.point = point;
    }

    public int point() {
        return point;
    }
}
