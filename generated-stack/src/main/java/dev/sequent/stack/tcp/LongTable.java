package dev.sequent.stack.tcp;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from {@code long} to objects, open addressing with linear probing; looking up allocates nothing. Slots
 * come from a keyed hash: a remote that chooses addresses and ports cannot make them collide, not even by timing
 * answers.
 */
final class LongTable<V> {

    private static final int MIN_CAPACITY = 16;

    private final SipHash hash;
    private long[] keys = new long[MIN_CAPACITY];
    private @Nullable Object[] values = new @Nullable Object[MIN_CAPACITY];
    private int size;

    /** @param secret0 the hash's key, with {@code secret1} */
    LongTable(long secret0, long secret1) {
        this.hash = new SipHash(secret0, secret1);
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    @Nullable
    V get(long key) {
        return (V) values[find(key)];
    }

    /** Adds an entry. @throws IllegalStateException if the key is there already */
    void put(long key, V value) {
        if ((size + 1) * 2 > keys.length) {
            resize(keys.length * 2);
        }
        int i = find(key);
        if (values[i] != null) {
            throw new IllegalStateException("the table has this key already");
        }
        keys[i] = key;
        values[i] = value;
        size++;
    }

    /** Removes an entry. @return whether it was there */
    boolean remove(long key) {
        int hole = find(key);
        if (values[hole] == null) {
            return false;
        }
        int mask = keys.length - 1;
        values[hole] = null;
        size--;
        // Entries after the hole that were pushed past it move up, so that no search ends too early.
        for (int i = hole + 1 & mask; values[i] != null; i = i + 1 & mask) {
            int home = home(keys[i]);
            if ((i - home & mask) >= (i - hole & mask)) {
                keys[hole] = keys[i];
                values[hole] = values[i];
                values[i] = null;
                hole = i;
            }
        }
        if (size * 8 < keys.length && keys.length > MIN_CAPACITY) {
            resize(keys.length / 2); // The memory of a crowd that has gone is given back.
        }
        return true;
    }

    /** Calls for each value, in no order; the table may be changed meanwhile. */
    @SuppressWarnings("unchecked")
    void forEach(Consumer<? super V> action) {
        for (Object value : Arrays.copyOf(values, values.length)) {
            if (value != null) {
                action.accept((V) value);
            }
        }
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int i = home(key);
        while (values[i] != null && keys[i] != key) {
            i = i + 1 & mask;
        }
        return i;
    }

    /** Where a key would be if there were no others. */
    int home(long key) {
        return (int) hash.hash(key, 0) & keys.length - 1;
    }

    /** How many entries there is memory for. */
    int capacity() {
        return keys.length;
    }

    private void resize(int capacity) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[capacity];
        values = new @Nullable Object[capacity];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}
