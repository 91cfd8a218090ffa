package dev.sequent.stack.device;

/** What an impaired direction counts; a frame may count under several names. */
public enum ImpairmentCounter {
    FRAMES,
    LOST,
    DUPLICATED,
    REORDERED,
    CORRUPTED,
    DELAYED
}
