package dev.sequent.check.engine;

/** A visited set cannot take more; the search ends as not exhausted. */
public final class StorageFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageFull(String message) {
        super(message);
    }
}
