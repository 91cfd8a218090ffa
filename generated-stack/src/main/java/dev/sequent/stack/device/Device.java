package dev.sequent.stack.device;

import dev.sequent.stack.time.Clock;

/**
 * A link to which Ethernet frames are sent and from which they are received.
 *
 * <p>One thread, the owner, uses a device; only {@link #wakeup} may be called from others. Only {@link #await} blocks.
 */
public interface Device extends AutoCloseable {

    /** The name, for messages and captures. */
    String name();

    /** Octets of the largest IP packet that may be sent. */
    int mtu();

    /** The MAC address of the station that uses this device, {@link dev.sequent.wire.MacAddress} form. */
    long macAddress();

    /**
     * Takes the next frame that has arrived.
     *
     * @param into gets the frame and its length; a longer frame than fits is cut
     * @return the frame's length in octets, 0 if none waits
     * @throws DeviceGoneException if the device has ceased to exist
     */
    int receive(Frame into);

    /**
     * Sends a frame, from {@link Frame#START}, {@link Frame#length()} octets. The frame may be reused when this
     * returns.
     *
     * @return whether the device took it; if not (its queue is full, the link is down), the frame is lost, as on any
     *     network
     * @throws DeviceGoneException if the device has ceased to exist
     */
    boolean send(Frame frame);

    /**
     * Sleeps until a frame has arrived, {@link #wakeup} was called (even before: a wakeup is not lost), something the
     * device itself delays is due, or the time is up. May return early for no reason.
     *
     * @param timeoutNanos {@link Clock#NEVER} for no limit; 0 or less returns at once
     * @throws DeviceGoneException if the device has ceased to exist
     */
    void await(long timeoutNanos);

    /**
     * Ends the current {@link #await}, or the next one. May be called from any thread, even when the device is closed.
     */
    void wakeup();

    /**
     * When {@link #receive} should be called even without a notification: a frame in transit inside the device arrives
     * then. {@link Clock#NEVER} if there is none; {@link #await} takes this into account, a loop in virtual time has to
     * ask.
     */
    default long nextDeadline() {
        return Clock.NEVER;
    }

    /** What the device has counted. */
    Counters<DeviceCounter> counters();

    /** Gives the device back. Idempotent. Called by the owner. */
    @Override
    void close();
}
