package dev.sequent.check.system;

import org.jspecify.annotations.Nullable;

/**
 * What one peer does on some input in some state, for one choice of what runtime functions return.
 *
 * @param number dense, for counting how often it is taken
 * @param next the peer afterwards; null after a fault
 * @param sent in order
 * @param choices for each call of a chosen runtime function, which of its values it returned
 * @param points the trace points that were passed, in order
 * @param broken watches of the properties of steps that this breaks
 * @param brokenIfStale the same if the message that arrives is stale
 * @param fault what went wrong; null when nothing did
 */
record Outcome(
        int number,
        @Nullable PeerState next,
        MessageState[] sent,
        int[] choices,
        int[] points,
        int[] broken,
        int[] brokenIfStale,
        @Nullable Throwable fault) {
    static final int[] NONE = {};
}
