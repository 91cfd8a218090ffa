package dev.sequent.check.engine;

/**
 * Makes keys of states: 64 bits that are as good as random, and perhaps more that tell the state from others with the
 * same 64. An array holds the 64 bits and then the rest, eight bytes to a long.
 */
sealed interface Keys {
    /** Bytes of the rest. */
    int restBytes();

    void make(int[] states, int at, long[] into, int to);

    /** How to make keys, for known and new states, once they are packed differently. */
    Keys in(Layout layout);

    /** Longs of a key. */
    default int longs() {
        return 1 + (restBytes() + Long.BYTES - 1) / Long.BYTES;
    }

    /** Keys from which the state can be recovered: the packed state itself, its first long scattered by the others. */
    record Exact(Layout layout) implements Keys {
        @Override
        public int restBytes() {
            return (Math.max(0, layout.bits() - Long.SIZE) + 7) >>> 3;
        }

        @Override
        public void make(int[] states, int at, long[] into, int to) {
            layout.pack(states, at, into, to);
            into[to] = Mixing.mix(into[to] + scattered(into, to));
        }

        /** The state whose key it is. */
        void state(long[] key, int[] into) {
            long[] packed = key.clone();
            packed[0] = Mixing.unmix(key[0]) - scattered(key, 0);
            layout.unpack(packed, 0, into, 0);
        }

        private long scattered(long[] packed, int at) {
            long h = 0;
            for (int i = 1; i < longs(); i++) {
                h = Mixing.mix(h + packed[at + i]);
            }
            return h;
        }

        @Override
        public Keys in(Layout other) {
            return new Exact(other);
        }
    }

    /** 64 bits and no more: different states may have the same. */
    record Digest(int width) implements Keys {
        @Override
        public int restBytes() {
            return 0;
        }

        @Override
        public void make(int[] states, int at, long[] into, int to) {
            into[to] = Mixing.digest(states, at, width);
        }

        @Override
        public Keys in(Layout layout) {
            return this;
        }
    }
}
