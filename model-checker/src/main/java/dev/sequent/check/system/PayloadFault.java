package dev.sequent.check.system;

/** The model of the runtime has found something wrong with the bytes. */
final class PayloadFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PayloadFault(String message) {
        super(message);
    }
}
