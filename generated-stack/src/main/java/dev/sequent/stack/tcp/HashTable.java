package dev.sequent.stack.tcp;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by a hash of 32 bits, open addressing with linear probing; looking up allocates nothing. What a value's key is
 * its user knows, and how to hash it: several values may have the same hash, and whoever looks one up goes from
 * {@link #first} to {@link #next} until it is the right one. With a {@linkplain SipHash keyed hash} a remote that
 * chooses addresses and ports cannot make them collide, not even by watching how long answers take.
 */
final class HashTable<V> {

    /** No place. */
    static final int NONE = -1;

    private static final int MIN_CAPACITY = 16;

    private int[] hashes = new int[MIN_CAPACITY];
    private @Nullable Object[] values = new @Nullable Object[MIN_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /** Where the first value of a hash lies, {@link #NONE} if there is none. Places hold until the table is changed. */
    int first(int hash) {
        return search(home(hash), hash);
    }

    /** Where the next value lies that has the same hash as the one at this place, {@link #NONE} if there is none. */
    int next(int place) {
        return search(place + 1 & values.length - 1, hashes[place]);
    }

    /** What lies at a place that {@link #first} or {@link #next} has named. */
    @SuppressWarnings({"unchecked", "NullAway"})
    V at(int place) {
        return (V) values[place];
    }

    /** Adds a value; its user knows that it is not there yet. */
    void add(int hash, V value) {
        if ((size + 1) * 2 > values.length) {
            resize(values.length * 2);
        }
        put(hash, value);
        size++;
    }

    /** Takes a value out, this one and none that is equal. @return whether it was there */
    boolean remove(int hash, V value) {
        int hole = first(hash);
        while (hole != NONE && values[hole] != value) {
            hole = next(hole);
        }
        if (hole == NONE) {
            return false;
        }
        int mask = values.length - 1;
        values[hole] = null;
        size--;
        // Entries behind the hole that were pushed past it move up, so that no search ends too early.
        for (int i = hole + 1 & mask; values[i] != null; i = i + 1 & mask) {
            if ((i - home(hashes[i]) & mask) >= (i - hole & mask)) {
                hashes[hole] = hashes[i];
                values[hole] = values[i];
                values[i] = null;
                hole = i;
            }
        }
        if (size * 8 < values.length && values.length > MIN_CAPACITY) {
            resize(values.length / 2); // A crowd that has gone leaves no empty hall.
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

    /** How many entries there is memory for. */
    int capacity() {
        return values.length;
    }

    private int search(int from, int hash) {
        int mask = values.length - 1;
        for (int i = from; values[i] != null; i = i + 1 & mask) {
            if (hashes[i] == hash) {
                return i;
            }
        }
        return NONE;
    }

    /** Where a value would lie if nothing else did. */
    private int home(int hash) {
        return hash & values.length - 1;
    }

    private void put(int hash, Object value) {
        int i = home(hash);
        while (values[i] != null) {
            i = i + 1 & values.length - 1;
        }
        hashes[i] = hash;
        values[i] = value;
    }

    private void resize(int capacity) {
        int[] oldHashes = hashes;
        @Nullable Object[] oldValues = values;
        hashes = new int[capacity];
        values = new @Nullable Object[capacity];
        for (int i = 0; i < oldValues.length; i++) {
            Object value = oldValues[i];
            if (value != null) {
                put(oldHashes[i], value);
            }
        }
    }
}
