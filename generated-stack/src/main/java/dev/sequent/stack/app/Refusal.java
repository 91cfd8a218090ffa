package dev.sequent.stack.app;

/** An answer without a file. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String headers;

    /** @param headers further ones, each with its line end */
    Refusal(int status, String message, String headers) {
        super(message);
        this.status = status;
        this.headers = headers;
    }

    Refusal(int status, String message) {
        this(status, message, "");
    }

    int status() {
        return status;
    }

    String headers() {
        return headers;
    }
}
