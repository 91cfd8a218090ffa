package dev.sequent.stack;

/**
 * Why a stack has ended.
 *
 * @param reason for programs
 * @param message for people: what happened, and what to do if that was not intended
 */
public record StackEnd(Reason reason, String message) {

    /** Classes of ends. */
    public enum Reason {
        /** It was closed by its user. */
        CLOSED,
        /** The device is gone. */
        DEVICE_GONE,
        /** Something failed that should not have. */
        FAILED
    }
}
