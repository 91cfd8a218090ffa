package dev.sequent.stack.tcp;

import dev.sequent.stack.buffer.Ring;
import dev.sequent.stack.buffer.RingPool;

/** The rings of all connections of a stack: sizes as the specification's parameters want them. Safe for use by several threads. */
final class RingStore {

    /** Idle rings kept of either size. */
    private static final int KEEP = 64;

    private final RingPool sending;
    private final RingPool receiving;
    private int inUse;

    /** @param sendOctets what a user may have queued; {@code receiveOctets} what may be offered as a window */
    RingStore(int sendOctets, int receiveOctets) {
        this.sending = new RingPool(Ring.capacityFor(sendOctets), KEEP);
        this.receiving = new RingPool(Ring.capacityFor(receiveOctets), KEEP);
    }

    synchronized Ring takeSending() {
        inUse++;
        return sending.take();
    }

    synchronized Ring takeReceiving() {
        inUse++;
        return receiving.take();
    }

    synchronized void giveSending(Ring ring) {
        inUse--;
        sending.give(ring);
    }

    synchronized void giveReceiving(Ring ring) {
        inUse--;
        receiving.give(ring);
    }

    /** Rings that connections hold: a leak shows here. */
    synchronized int inUse() {
        return inUse;
    }
}
