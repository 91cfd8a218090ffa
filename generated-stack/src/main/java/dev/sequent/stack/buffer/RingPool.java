package dev.sequent.stack.buffer;

import java.util.ArrayDeque;

/**
 * Rings of one capacity, kept for reuse: memory outside the heap is slow to get and slow to give back, and connections come and go by the
 * thousand. Not safe for use by several threads.
 */
public final class RingPool {

    private final int capacity;
    private final int keep;
    private final ArrayDeque<Ring> idle = new ArrayDeque<>();

    /**
     * @param capacity of each ring, a power of two
     * @param keep how many idle rings are kept at most
     */
    public RingPool(int capacity, int keep) {
        this.capacity = capacity;
        this.keep = keep;
    }

    /** An empty ring at position 0; what its memory held before is still in it, behind the tail. */
    public Ring take() {
        Ring ring = idle.pollLast();
        return ring == null ? new Ring(capacity) : ring;
    }

    /** Takes a ring back; the caller must not use it again. */
    public void give(Ring ring) {
        if (ring.capacity() != capacity) {
            throw new IllegalArgumentException("a ring of " + ring.capacity() + " octets does not belong in a pool of " + capacity);
        }
        if (idle.size() < keep) {
            ring.reset(0);
            idle.addLast(ring);
        }
    }

    /** How many rings wait for reuse. */
    public int idle() {
        return idle.size();
    }
}
