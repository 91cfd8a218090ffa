package dev.sequent.stack.buffer;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A window of a byte stream, addressed by the position in the stream. Its memory is taken block by block when something
 * is written and given back when it has been released, so that a ring takes only as much memory as its contents,
 * whatever its capacity.
 *
 * <pre>
 *            head            tail                 limit = head + capacity
 *   released  |  in order     |  free, or placed out of order  |  not yet
 *  -----------+---------------+--------------------------------+---------
 *             |<--- used ---->|<----------- free ------------->|
 * </pre>
 *
 * <p>The sender's side appends at the tail, copies out at any position to send or send again, and releases from the
 * head what has been acknowledged. The receiver's side places what arrives anywhere before the limit, moves the tail
 * over what has become contiguous (the core knows this, the ring does not), copies out from the head and releases it.
 *
 * <p>Positions count from 0, are 64 bits wide and never wrap in practice; {@link #unwrap} turns a 32-bit sequence
 * number into one. Copies that cross the end of a block are made in pieces. Every method checks its range: a range
 * outside the window is a bug in the caller and throws {@link IndexOutOfBoundsException}.
 *
 * <p>Not safe for use by several threads, with one exception: one thread may copy out or place while another one
 * appends or reads, as long as each has been told, with the memory effects of a lock, of the octets and of the room
 * that it uses. They never touch the same block's entry.
 */
public final class Ring {

    private final int capacity;
    private final BlockPool pool;
    private final int blockBits;
    private final int blockMask;
    /**
     * Block {@code n} of the stream is at {@code n} modulo their number, which is one more than fill the window, as
     * that may begin within a block.
     */
    private final byte[] @Nullable [] blocks;

    private long head;
    private long tail;
    private long reach;

    /**
     * An empty ring at position 0.
     *
     * @param capacity octets that it may hold, from 1 on
     * @param pool provides the memory
     */
    public Ring(int capacity, BlockPool pool) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a ring's capacity is 1 octet at least, not " + capacity);
        }
        this.capacity = capacity;
        this.pool = pool;
        this.blockBits = pool.blockBits();
        this.blockMask = (1 << blockBits) - 1;
        this.blocks = new byte[((capacity - 1) >>> blockBits) + 2][];
    }

    /**
     * The position whose low 32 bits are {@code sequence} and that is nearest to {@code near}: less than 2<sup>31</sup>
     * away.
     */
    public static long unwrap(int sequence, long near) {
        return near + (sequence - (int) near);
    }

    /** Empties the ring, gives all its memory back and lets its window begin at {@code position}. */
    public void reset(long position) {
        for (int i = 0; i < blocks.length; i++) {
            giveBack(i);
        }
        head = position;
        tail = position;
        reach = position;
    }

    public int capacity() {
        return capacity;
    }

    /** The first position that has not been released. */
    public long head() {
        return head;
    }

    /** The position after the last octet in order. */
    public long tail() {
        return tail;
    }

    /** The position after the window: nothing from here on can be held until something is released. */
    public long limit() {
        return head + capacity;
    }

    /** Octets in order, between head and tail. */
    public int used() {
        return (int) (tail - head);
    }

    /** Octets that may still be appended; placing out of order does not change it. */
    public int free() {
        return capacity - used();
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
        reach = length > 0 ? Math.max(reach, position + length) : reach;
    }

    /** Whether it is empty, of octets in order or not. */
    public boolean isEmpty() {
        return head == tail && reach <= tail;
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
     * @param offset absolute, in {@code target}, whose position and limit do not change (but its limit bounds the
     *     range)
     */
    public void copyOut(long position, ByteBuffer target, int offset, int length) {
        checkHeld(position, length);
        for (int done = 0; done < length; ) {
            int n = piece(position + done, length - done);
            target.put(offset + done, held(position + done), within(position + done), n);
            done += n;
        }
    }

    /** Copies octets in order out to an array, leaving them in the ring. */
    public void copyOut(long position, byte[] target, int offset, int length) {
        checkHeld(position, length);
        for (int done = 0; done < length; ) {
            int n = piece(position + done, length - done);
            System.arraycopy(held(position + done), within(position + done), target, offset + done, n);
            done += n;
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
        release(head + n);
        return n;
    }

    /**
     * Moves the head forward: the octets before it are gone and their room is free.
     *
     * @param position from {@link #head} to {@link #tail}
     */
    public void release(long position) {
        if (position < head || position > tail) {
            throw outside("release up to", position, 0, head, tail);
        }
        // First the memory, then the room: what is placed into that room immediately may need the same entry.
        for (long block = head >>> blockBits; block < position >>> blockBits; block++) {
            giveBack(entry(block));
        }
        head = position;
    }

    private void put(long position, ByteBuffer source, int offset, int length) {
        for (int done = 0; done < length; ) {
            int n = piece(position + done, length - done);
            source.get(offset + done, writable(position + done), within(position + done), n);
            done += n;
        }
    }

    private void put(long position, byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            int n = piece(position + done, length - done);
            System.arraycopy(source, offset + done, writable(position + done), within(position + done), n);
            done += n;
        }
    }

    // ---------------------------------------------------------------- blocks

    private int entry(long block) {
        return (int) (block % blocks.length);
    }

    private int within(long position) {
        return (int) position & blockMask;
    }

    /** How much of a range lies in the block where it begins. */
    private int piece(long position, int length) {
        return Math.min(length, blockMask + 1 - within(position));
    }

    private byte[] held(long position) {
        byte[] block = blocks[entry(position >>> blockBits)];
        if (block == null) {
            throw new IllegalStateException("nothing was written at position " + position + " of " + this);
        }
        return block;
    }

    private byte[] writable(long position) {
        int entry = entry(position >>> blockBits);
        byte[] block = blocks[entry];
        if (block == null) {
            block = pool.take();
            blocks[entry] = block;
        }
        return block;
    }

    private void giveBack(int entry) {
        byte[] block = blocks[entry];
        if (block != null) {
            blocks[entry] = null;
            pool.give(block);
        }
    }

    private void checkHeld(long position, int length) {
        if (position < head || length < 0 || position + length > tail) {
            throw outside("copy out", position, length, head, tail);
        }
    }

    private static IndexOutOfBoundsException outside(String what, long position, int length, long from, long to) {
        return new IndexOutOfBoundsException("cannot " + what + " " + length + " octets at position " + position
                + ": the range allowed is " + from + " to " + to);
    }

    @Override
    public String toString() {
        return "Ring[" + head + " to " + tail + " of " + capacity + "]";
    }
}
