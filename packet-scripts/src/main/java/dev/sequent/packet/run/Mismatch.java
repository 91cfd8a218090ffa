package dev.sequent.packet.run;

/** The host did something else than the script expects. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String details;

    /** @param details lines ended with {@code \n} */
    Mismatch(int line, String message, String details) {
        super(message);
        this.line = line;
        this.details = details;
    }

    int line() {
        return line;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String details() {
        return details;
    }
}
