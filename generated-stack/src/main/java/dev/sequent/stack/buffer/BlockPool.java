package dev.sequent.stack.buffer;

import java.util.ArrayDeque;

/**
 * Memory in blocks of one size, for rings and other buffers: some free ones are kept for reuse, the rest are left to
 * the collector, so that what a crowd of connections once needed is given back. Safe for use by several threads.
 */
public final class BlockPool {

    private final int blockBits;
    private final int keep;
    private final ArrayDeque<byte[]> idle = new ArrayDeque<>();
    private int inUse;

    /**
     * @param blockBits a block has 2<sup>blockBits</sup> octets; 0 to 30
     * @param keep how many idle blocks are kept at most
     */
    public BlockPool(int blockBits, int keep) {
        if (blockBits < 0 || blockBits > 30) {
            throw new IllegalArgumentException("a block has from 2^0 to 2^30 octets, not 2^" + blockBits);
        }
        this.blockBits = blockBits;
        this.keep = keep;
    }

    int blockBits() {
        return blockBits;
    }

    /** A block, with whatever was in it before. */
    public synchronized byte[] take() {
        inUse++;
        byte[] block = idle.pollLast();
        return block == null ? new byte[1 << blockBits] : block;
    }

    /** Takes a block back; the caller must not use it again. */
    public synchronized void give(byte[] block) {
        inUse--;
        if (idle.size() < keep) {
            idle.addLast(block);
        }
    }

    /** How many blocks were taken and not given back. */
    public synchronized int inUse() {
        return inUse;
    }

    /** How many blocks wait for reuse. */
    public synchronized int idle() {
        return idle.size();
    }
}
