package dev.sequent.stack.device;

/** What a device counts. */
public enum DeviceCounter {
    FRAMES_RECEIVED,
    OCTETS_RECEIVED,
    FRAMES_SENT,
    OCTETS_SENT,
    /** Frames not taken because the queue on the other side was full. */
    SEND_REFUSED_QUEUE_FULL,
    /** Frames not taken because the link is down. */
    SEND_REFUSED_LINK_DOWN
}
