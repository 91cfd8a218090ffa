package dev.sequent.language.interpret;

/**
 * The specification asks for what the language does not define: range sets are ordered only as long as all of their
 * sequence numbers, and those that they are cut at, lie within half of the space (RFC 9293, 3.4). Whatever the
 * generated core does then is not wrong, but must not be relied on.
 */
public final class UnspecifiedBehaviour extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnspecifiedBehaviour(String message) {
        super(message);
    }
}
