package dev.sequent.stack.tcp;

import dev.sequent.stack.buffer.BlockPool;
import dev.sequent.stack.buffer.Ring;

/** The rings of all connections of a stack: sizes as the specification's parameters want them. Safe for use by several threads. */
final class RingStore {

    /** A page: what a few octets cost, and a small part of a window. */
    private static final int BLOCK_BITS = 12;

    /** Idle blocks kept, a mebioctet: enough for some transfers at full speed. */
    private static final int KEEP = 256;

    private final BlockPool blocks = new BlockPool(BLOCK_BITS, KEEP);
    private final int sendOctets;
    private final int receiveOctets;
    private int inUse;

    /** @param sendOctets what a user may have queued; {@code receiveOctets} what may be offered as a window */
    RingStore(int sendOctets, int receiveOctets) {
        this.sendOctets = sendOctets;
        this.receiveOctets = receiveOctets;
    }

    /** An empty ring whose window begins there. */
    Ring takeSending(long position) {
        return take(sendOctets, position);
    }

    Ring takeReceiving(long position) {
        return take(receiveOctets, position);
    }

    private synchronized Ring take(int octets, long position) {
        inUse++;
        Ring ring = new Ring(octets, blocks);
        ring.reset(position);
        return ring;
    }

    /** Takes a ring back, and its memory. */
    synchronized void give(Ring ring) {
        inUse--;
        ring.reset(0);
    }

    /** Rings that connections hold: a leak shows here. */
    synchronized int inUse() {
        return inUse;
    }

    /** Octets of memory that these rings hold. May be called from any thread. */
    long octets() {
        return (long) blocks.inUse() << BLOCK_BITS;
    }
}
