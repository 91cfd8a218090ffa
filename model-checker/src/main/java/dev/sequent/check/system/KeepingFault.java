package dev.sequent.check.system;

/**
 * Octets were not moved as they should have been, or there is more than can be kept. The message says what the peer
 * does.
 */
final class KeepingFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeepingFault(String message) {
        super(message);
    }
}
