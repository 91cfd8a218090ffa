package dev.sequent.stack.buffer;

import java.nio.ByteBuffer;

/**
 * A window of a byte stream, in off-heap memory, addressed by the position in the stream.
 *
 * <pre>
 *            head            tail                 limit = head + capacity
 *   released  |  in order     |  free, or placed out of order  |  not yet
 *  -----------+---------------+--------------------------------+---------
 *             |<--- used ---->|<----------- free ------------->|
 * </pre>
 *
 * <p>The sender's side appends at the tail, copies out at any position to send or send again, and releases from the head what has been
 * acknowledged. The receiver's side places what arrives anywhere before the limit, moves the tail over what has become contiguous (which the
 * ring does not know: the core does), copies out from the head and releases it.
 *
 * <p>Positions are 64 bits wide and never wrap in practice; {@link #unwrap} turns a 32-bit sequence number into one. Copies that cross the
 * end of the memory are made in two pieces. Every method checks its range: a range outside the window is a fault of the caller and throws
 * {@link IndexOutOfBoundsException}. Not safe for use by several threads.
 */
public final class Ring {

    /** The least capacity. */
    public static final int MIN_CAPACITY = 1;

    /** The greatest capacity: what fits a direct buffer as a power of two. */
    public static final int MAX_CAPACITY = 1 << 30;

    private final ByteBuffer memory;
    private final int mask;
    private long head;
    private long tail;

    /**
     * A ring of fresh memory, empty at position 0.
     *
     * @param capacity octets; a power of two
     */
    public Ring(int capacity) {
        if (capacity < MIN_CAPACITY || capacity > MAX_CAPACITY || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("a ring's capacity is a power of two from " + MIN_CAPACITY + " to " + MAX_CAPACITY + ", not "
                    + capacity + "; Ring.capacityFor rounds up");
        }
        this.memory = ByteBuffer.allocateDirect(capacity);
        this.mask = capacity - 1;
    }

    /** The least capacity of a ring that holds {@code octets}. */
    public static int capacityFor(int octets) {
        if (octets > MAX_CAPACITY) {
            throw new IllegalArgumentException(octets + " octets are more than the largest ring holds, " + MAX_CAPACITY);
        }
        return octets <= 1 ? 1 : Integer.highestOneBit(octets - 1) << 1;
    }

    /** The position whose low 32 bits are {@code sequence} and that is nearest to {@code near}: less than 2<sup>31</sup> away. */
    public static long unwrap(int sequence, long near) {
        return near + (sequence - (int) near);
    }

    /** Empties the ring and lets its window begin at {@code position}. */
    public void reset(long position) {
        head = position;
        tail = position;
    }

    public int capacity() {
        return mask + 1;
    }

    /** The first position that has not been released. */
    public long head() {
        return head;
    }

    /** The position behind the last octet in order. */
    public long tail() {
        return tail;
    }

    /** The position behind the window: nothing from here on can be held until something is released. */
    public long limit() {
        return head + capacity();
    }

    /** Octets in order, between head and tail. */
    public int used() {
        return (int) (tail - head);
    }

    /** Octets that may still be appended; placing out of order does not change it. */
    public int free() {
        return capacity() - used();
    }

    /**
     * Appends at the tail as much as there is room for.
     *
     * @param offset absolute, in {@code source}, whose position and limit do not matter
     * @return octets appended, 0 to {@code length}
     */
    public int append(ByteBuffer source, int offset, int length) {
        int n = Math.min(length, free());
        put(tail, source, offset, n);
        tail += n;
        return n;
    }

    /** Appends at the tail as much of an array's range as there is room for; returns octets appended. */
    public int append(byte[] source, int offset, int length) {
        int n = Math.min(length, free());
        put(tail, source, offset, n);
        tail += n;
        return n;
    }

    /**
     * Writes at a position of the window without moving the tail: data that arrived out of order, or in order before
     * {@link #advanceTail}.
     *
     * @param position from {@link #tail} on; the range ends at {@link #limit} at most
     */
    public void place(long position, ByteBuffer source, int offset, int length) {
        if (position < tail || length < 0 || position + length > limit()) {
            throw outside("place", position, length, tail, limit());
        }
        put(position, source, offset, length);
    }

    /**
     * Moves the tail forward over octets that have been placed.
     *
     * @param position from {@link #tail} to {@link #limit}
     */
    public void advanceTail(long position) {
        if (position < tail || position > limit()) {
            throw outside("advance the tail to", position, 0, tail, limit());
        }
        tail = position;
    }

    /**
     * Copies octets in order out, leaving them in the ring.
     *
     * @param position from {@link #head} on; the range ends at {@link #tail} at most
     * @param offset absolute, in {@code target}, whose position and limit do not change (but its limit bounds the range)
     */
    public void copyOut(long position, ByteBuffer target, int offset, int length) {
        checkHeld(position, length);
        int index = (int) position & mask;
        int first = Math.min(length, capacity() - index);
        target.put(offset, memory, index, first);
        if (length > first) {
            target.put(offset + first, memory, 0, length - first);
        }
    }

    /** Copies octets in order out to an array, leaving them in the ring. */
    public void copyOut(long position, byte[] target, int offset, int length) {
        checkHeld(position, length);
        int index = (int) position & mask;
        int first = Math.min(length, capacity() - index);
        memory.get(index, target, offset, first);
        if (length > first) {
            memory.get(0, target, offset + first, length - first);
        }
    }

    /**
     * Copies out from the head and releases what was copied.
     *
     * @return octets read, 0 to {@code length}
     */
    public int read(byte[] target, int offset, int length) {
        int n = Math.min(length, used());
        copyOut(head, target, offset, n);
        head += n;
        return n;
    }

    /**
     * Moves the head forward: the octets before are gone and their room is free.
     *
     * @param position from {@link #head} to {@link #tail}
     */
    public void release(long position) {
        if (position < head || position > tail) {
            throw outside("release up to", position, 0, head, tail);
        }
        head = position;
    }

    private void put(long position, ByteBuffer source, int offset, int length) {
        int index = (int) position & mask;
        int first = Math.min(length, capacity() - index);
        memory.put(index, source, offset, first);
        if (length > first) {
            memory.put(0, source, offset + first, length - first);
        }
    }

    private void put(long position, byte[] source, int offset, int length) {
        int index = (int) position & mask;
        int first = Math.min(length, capacity() - index);
        memory.put(index, source, offset, first);
        if (length > first) {
            memory.put(0, source, offset + first, length - first);
        }
    }

    private void checkHeld(long position, int length) {
        if (position < head || length < 0 || position + length > tail) {
            throw outside("copy out", position, length, head, tail);
        }
    }

    private static IndexOutOfBoundsException outside(String what, long position, int length, long from, long to) {
        return new IndexOutOfBoundsException("cannot " + what + " " + length + " octets at position " + position + ": the range allowed is "
                + from + " to " + to);
    }

    @Override
    public String toString() {
        return "Ring[" + head + " to " + tail + " of " + capacity() + "]";
    }
}
