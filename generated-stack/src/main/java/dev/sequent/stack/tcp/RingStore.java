package dev.sequent.stack.tcp;

import dev.sequent.stack.buffer.BlockPool;
import dev.sequent.stack.buffer.Ring;
import java.util.ArrayDeque;

/**
 * The rings of all connections of a stack: sizes as given by the specification's parameters. Safe for use by several
 * threads.
 */
final class RingStore {

    /** A page: the cost of a few octets, and a small part of a window. */
    private static final int BLOCK_BITS = 12;

    /** Idle blocks kept, a mebioctet: enough for some transfers at full speed. */
    private static final int KEEP = 256;

    /**
     * Idle rings kept of either kind, each of some hundred octets without its blocks: connections that send a little at
     * a time need one each time.
     */
    private static final int KEEP_RINGS = 64;

    private final BlockPool blocks = new BlockPool(BLOCK_BITS, KEEP);
    private final int sendOctets;
    private final int receiveOctets;
    private final ArrayDeque<Ring> idleSending = new ArrayDeque<>();
    private final ArrayDeque<Ring> idleReceiving = new ArrayDeque<>();
    private int inUse;

    /** @param sendOctets what a user may have queued; {@code receiveOctets} what may be offered as a window */
    RingStore(int sendOctets, int receiveOctets) {
        this.sendOctets = sendOctets;
        this.receiveOctets = receiveOctets;
    }

    /** An empty ring whose window begins at that position. */
    Ring takeSending(long position) {
        return take(idleSending, sendOctets, position);
    }

    Ring takeReceiving(long position) {
        return take(idleReceiving, receiveOctets, position);
    }

    private synchronized Ring take(ArrayDeque<Ring> idle, int octets, long position) {
        inUse++;
        Ring kept = idle.pollLast();
        Ring ring = kept == null ? new Ring(octets, blocks) : kept;
        ring.reset(position);
        return ring;
    }

    /** Takes a ring back, and its memory; the caller must not use it again. */
    void giveSending(Ring ring) {
        give(idleSending, ring);
    }

    void giveReceiving(Ring ring) {
        give(idleReceiving, ring);
    }

    private synchronized void give(ArrayDeque<Ring> idle, Ring ring) {
        inUse--;
        ring.reset(0);
        if (idle.size() < KEEP_RINGS) {
            idle.addLast(ring);
        }
    }

    /** The number of rings that connections hold: a leak shows here. */
    synchronized int inUse() {
        return inUse;
    }

    /** Octets of memory that these rings hold. May be called from any thread. */
    long octets() {
        return (long) blocks.inUse() << BLOCK_BITS;
    }
}
