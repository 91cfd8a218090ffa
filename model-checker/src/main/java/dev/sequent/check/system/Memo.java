package dev.sequent.check.system;

import org.jspecify.annotations.Nullable;

/**
 * A small map from numbers to values, read without a lock. A reader that races with a writer may miss an entry, but
 * never sees half of one (entries are immutable), and then retries under the lock.
 */
final class Memo<V> {
    private record Entry<V>(int key, V value) {}

    private @Nullable Entry<V>[] table = table(4);
    private int count;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <V> @Nullable Entry<V>[] table(int length) {
        return new Entry[length];
    }

    @Nullable
    V find(int key) {
        @Nullable Entry<V>[] t = table;
        int mask = t.length - 1;
        for (int i = mix(key) & mask; ; i = (i + 1) & mask) {
            Entry<V> entry = t[i];
            if (entry == null) {
                return null;
            }
            if (entry.key == key) {
                return entry.value;
            }
        }
    }

    /** Keeps the first value that was put for a key. @return the value kept */
    synchronized V put(int key, V value) {
        V known = find(key);
        if (known != null) {
            return known;
        }
        if (2 * (count + 1) > table.length) {
            @Nullable Entry<V>[] larger = table(table.length * 2);
            for (Entry<V> entry : table) {
                if (entry != null) {
                    place(larger, entry);
                }
            }
            table = larger;
        }
        place(table, new Entry<>(key, value));
        count++;
        return value;
    }

    private static <V> void place(@Nullable Entry<V>[] t, Entry<V> entry) {
        int mask = t.length - 1;
        int i = mix(entry.key) & mask;
        while (t[i] != null) {
            i = (i + 1) & mask;
        }
        t[i] = entry;
    }

    private static int mix(int key) {
        int h = key * 0x9E3779B9;
        return h ^ (h >>> 15);
    }
}
