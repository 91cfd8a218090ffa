package dev.sequent.stack.device;

/**
 * The device has ceased to exist while it was in use: deleted, or closed with its namespace. No call on it can succeed
 * any longer.
 */
public final class DeviceGoneException extends DeviceException {

    private static final long serialVersionUID = 1L;

    public DeviceGoneException(String message) {
        super(Reason.GONE, message);
    }
}
