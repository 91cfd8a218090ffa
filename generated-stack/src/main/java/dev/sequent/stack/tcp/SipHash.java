package dev.sequent.stack.tcp;

/** SipHash-2-4 (Aumasson and Bernstein, 2012): a short-input hash that nobody can predict without knowing the key. */
final class SipHash {

    private static final int COMPRESSION_ROUNDS = 2;
    private static final int FINAL_ROUNDS = 4;

    private final long k0;
    private final long k1;

    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private int length;

    /** @param k0 octets 0 to 7 of the key, little-endian; {@code k1} octets 8 to 15 */
    SipHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    /** Begins a message, which {@link #add} goes on with and {@link #end} ends. Not safe for several threads. */
    SipHash begin() {
        v0 = k0 ^ 0x736f6d6570736575L;
        v1 = k1 ^ 0x646f72616e646f6dL;
        v2 = k0 ^ 0x6c7967656e657261L;
        v3 = k1 ^ 0x7465646279746573L;
        length = 0;
        return this;
    }

    /** The message's next eight octets, little-endian. */
    SipHash add(long octets) {
        compress(octets);
        length += 8;
        return this;
    }

    /** The message's last four octets, little-endian. @return its hash */
    long end(int octets) {
        compress(length + 4L << 56 | octets & 0xFFFF_FFFFL);
        v2 ^= 0xff;
        rounds(FINAL_ROUNDS);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void compress(long block) {
        v3 ^= block;
        rounds(COMPRESSION_ROUNDS);
        v0 ^= block;
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
