package dev.sequent.stack.device;

/** A device could not be opened, or failed. The message says what failed, where, and what to do about it. */
public class DeviceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it is. */
    public enum Reason {
        /** This process may not do it. */
        NOT_PERMITTED,
        /** This machine offers no TAP devices. */
        NOT_AVAILABLE,
        /** The name cannot be an interface's. */
        BAD_NAME,
        /** The interface exists and is in use by another process, or is not a TAP. */
        NAME_TAKEN,
        /** The device has ceased to exist while it was in use. */
        GONE,
        /** Anything else the system reported. */
        FAILED
    }

    private final Reason reason;

    public DeviceException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
