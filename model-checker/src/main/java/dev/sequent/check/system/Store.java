package dev.sequent.check.system;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Components, each stored once and numbered. Numbers depend on which thread came first; nothing that a user sees may
 * depend on them.
 */
final class Store<K, V> {
    private final ConcurrentHashMap<K, V> byKey = new ConcurrentHashMap<>();
    private volatile Object[] byNumber = new Object[64];
    private int count;

    /** The component with that key; created, with the next number, if it does not exist yet. */
    V get(K key, IntFunction<V> make) {
        V known = byKey.get(key);
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = byKey.get(key);
            if (known != null) {
                return known;
            }
            V made = make.apply(count);
            if (count == byNumber.length) {
                byNumber = Arrays.copyOf(byNumber, count * 2);
            }
            byNumber[count++] = made;
            byKey.put(key, made);
            return made;
        }
    }

    @SuppressWarnings("unchecked") // only get() writes there
    V at(int number) {
        return (V) byNumber[number];
    }

    synchronized int count() {
        return count;
    }
}
