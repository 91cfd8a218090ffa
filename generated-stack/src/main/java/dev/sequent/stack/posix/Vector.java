package dev.sequent.stack.posix;

import java.util.List;

/** Several buffers as one: a {@code struct iovec[]}. */
final class Vector {

    private final List<byte[]> buffers;
    private final int length;

    Vector(List<byte[]> buffers) {
        this.buffers = List.copyOf(buffers);
        this.length = length(buffers);
    }

    static int length(List<byte[]> buffers) {
        return buffers.stream().mapToInt(b -> b.length).reduce(0, Math::addExact);
    }

    int length() {
        return length;
    }

    /** All octets, one buffer after the other. */
    byte[] octets() {
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] buffer : buffers) {
            System.arraycopy(buffer, 0, all, at, buffer.length);
            at += buffer.length;
        }
        return all;
    }

    /** Puts the first {@code n} octets where they belong. @param at from the beginning of the first buffer */
    void put(int at, byte[] octets, int n) {
        int begin = 0;
        for (byte[] buffer : buffers) {
            int from = Math.max(at, begin);
            int to = Math.min(at + n, begin + buffer.length);
            if (from < to) {
                System.arraycopy(octets, from - at, buffer, from - begin, to - from);
            }
            begin += buffer.length;
        }
    }
}
