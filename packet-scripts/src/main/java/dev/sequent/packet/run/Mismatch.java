package dev.sequent.packet.run;

/** The host did something else than the script expects. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String details;
    private final boolean inVain;

    /** @param details lines ended with {@code \n} */
    Mismatch(int line, String message, String details) {
        this(line, message, details, false);
    }

    /** @param inVain whether it was waited for as long as anything is: more time, or another try, would be no use */
    Mismatch(int line, String message, String details, boolean inVain) {
        super(message);
        this.line = line;
        this.details = details;
        this.inVain = inVain;
    }

    boolean isInVain() {
        return inVain;
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
