package dev.sequent.check.engine;

import java.util.Arrays;

/**
 * For each state, the state and transition by which it was first reached. States are numbered in the order in which
 * they were found, so that their parents' numbers never fall: for most states, one byte holds the transition and how
 * far the parent is beyond the previous state's parent.
 */
public final class Ancestry {
    /** A place to start reading, for every so many states. */
    private static final int SAMPLE_BITS = 12;

    private static final int SAMPLE = 1 << SAMPLE_BITS;

    private static final int STEPS = 7;
    private static final int ORDINALS = 36;
    private static final byte ESCAPE = (byte) 255;

    private final Log log;
    private long room;
    private long length;
    private int lastState;
    private int lastParent;
    /** For state k times 2^12: where its bytes begin, and the parent of the state before. */
    private long[] offsets = new long[16];

    private int[] parents = new int[16];

    Ancestry(Space space) {
        log = new Log(1, space);
    }

    /** States are added in the order of their numbers, from 1 on; parents do not fall. */
    void add(int parent, int ordinal) {
        sample();
        int step = parent - lastParent;
        if (step < STEPS && ordinal < ORDINALS) {
            put((byte) (step * ORDINALS + ordinal));
        } else {
            put(ESCAPE);
            putNumber(step);
            putNumber(ordinal);
        }
        lastParent = parent;
    }

    /** Counts one more state. */
    private void sample() {
        lastState++;
        if ((lastState & SAMPLE - 1) == 0) {
            int sample = lastState >>> SAMPLE_BITS;
            if (sample == offsets.length) {
                offsets = Arrays.copyOf(offsets, sample * 2);
                parents = Arrays.copyOf(parents, sample * 2);
            }
            offsets[sample] = length;
            parents[sample] = lastParent;
        }
    }

    private void put(byte value) {
        if (length == room) {
            room += 1 << 15;
            log.makeRoom(room);
        }
        log.setByte(length++, value);
    }

    /** Seven bits to a byte, the lowest ones first; the highest bit says that more follow. */
    private void putNumber(int number) {
        int left = number;
        while (left > 0x7f) {
            put((byte) (left | 0x80));
            left >>>= 7;
        }
        put((byte) left);
    }

    /** The ordinals of the transitions on the shortest path from the initial state (number 0) to a state. */
    public int[] path(long number) {
        int[] reversed = new int[16];
        int count = 0;
        var stretch = new Stretch();
        for (int state = (int) number; state != 0; state = stretch.parents[state & SAMPLE - 1]) {
            stretch.read(state >>> SAMPLE_BITS);
            if (count == reversed.length) {
                reversed = Arrays.copyOf(reversed, count * 2);
            }
            reversed[count++] = stretch.ordinals[state & SAMPLE - 1];
        }
        int[] path = new int[count];
        for (int i = 0; i < count; i++) {
            path[i] = reversed[count - 1 - i];
        }
        return path;
    }

    /** What is known about the states between two samples. A path back stays within one for a while. */
    private final class Stretch {
        private final int[] parents = new int[SAMPLE];
        private final int[] ordinals = new int[SAMPLE];
        private int number = -1;

        void read(int wanted) {
            if (number == wanted) {
                return;
            }
            number = wanted;
            int first = wanted << SAMPLE_BITS;
            var reader = new Reader();
            reader.offset = offsets[wanted];
            reader.parent = Ancestry.this.parents[wanted];
            for (int state = Math.max(1, first); state < first + SAMPLE && reader.offset < length; state++) {
                reader.next();
                parents[state - first] = reader.parent;
                ordinals[state - first] = reader.ordinal;
            }
        }
    }

    /** All bytes, to be kept and filled. */
    Log log() {
        return log;
    }

    long length() {
        return length;
    }

    /** The log was filled with that many bytes. */
    void restored(long bytes) {
        room = bytes;
        var reader = new Reader();
        while (reader.offset < bytes) {
            length = reader.offset;
            sample();
            reader.next();
            lastParent = reader.parent;
        }
        length = bytes;
    }

    private final class Reader {
        private long offset;
        private int parent;
        private int ordinal;

        void next() {
            int code = log.getByte(offset++) & 0xff;
            if (code < STEPS * ORDINALS) {
                parent += code / ORDINALS;
                ordinal = code % ORDINALS;
            } else {
                parent += number();
                ordinal = number();
            }
        }

        private int number() {
            int number = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = log.getByte(offset++);
                number |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }
    }
}
