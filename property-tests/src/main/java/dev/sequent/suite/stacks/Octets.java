package dev.sequent.suite.stacks;

/**
 * The octets of a stream, each of which says where it belongs, far beyond the next segment: whoever delivers another
 * one, or one elsewhere, is found out.
 */
final class Octets {
    private Octets() {}

    /** @param stream the number of the stream @param position from 0 */
    static byte at(int stream, long position) {
        long z = (position >>> 3) + 0x9E3779B97F4A7C15L * (stream + 1);
        z = (z ^ z >>> 32) * 0xD6E8FEB86659FD93L;
        z ^= z >>> 32;
        return (byte) (z >>> 8 * (position & 7));
    }

    static void fill(byte[] target, int offset, int length, int stream, long position) {
        for (int i = 0; i < length; i++) {
            target[offset + i] = at(stream, position + i);
        }
    }

    /** The first position that differs from the stream's octets, or -1. */
    static long difference(byte[] octets, int length, int stream, long position) {
        for (int i = 0; i < length; i++) {
            if (octets[i] != at(stream, position + i)) {
                return position + i;
            }
        }
        return -1;
    }
}
