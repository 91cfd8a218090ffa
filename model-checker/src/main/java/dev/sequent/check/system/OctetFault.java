package dev.sequent.check.system;

/** Octets were not moved as they should be. The message says what the peer does. */
final class OctetFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OctetFault(String message) {
        super(message);
    }
}
