package dev.sequent.stack.tcp;

/** A port, or every port, is taken. The message says which, by what, and what to do. */
public final class PortInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PortInUseException(String message) {
        super(message);
    }
}
