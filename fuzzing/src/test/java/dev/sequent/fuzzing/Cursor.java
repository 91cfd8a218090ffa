package dev.sequent.fuzzing;

import java.util.Arrays;

/** Reads an input from its beginning; behind its end stand zeros. */
final class Cursor {
    private final byte[] octets;
    private int at;

    Cursor(byte[] octets) {
        this.octets = octets;
    }

    boolean hasMore() {
        return at < octets.length;
    }

    int octet() {
        return hasMore() ? octets[at++] & 0xFF : 0;
    }

    int word() {
        return octet() << 8 | octet();
    }

    int number() {
        return word() << 16 | word();
    }

    byte[] octets(int length) {
        int from = at;
        at = Math.min(octets.length, at + length);
        return Arrays.copyOfRange(octets, from, from + length);
    }
}
