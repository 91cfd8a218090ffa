package dev.sequent.packet.run;

/** A script wants something that cannot be had here; it has neither passed nor failed. */
public final class UnsupportedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedException(String what) {
        super(what);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
