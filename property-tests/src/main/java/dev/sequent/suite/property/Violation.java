package dev.sequent.suite.property;

/** A property does not hold; the message says what was expected, and what happened. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Violation(String message) {
        super(message);
    }

    /** For what has a cause that tells more. */
    public Violation(String message, Throwable cause) {
        super(message, cause);
    }
}
