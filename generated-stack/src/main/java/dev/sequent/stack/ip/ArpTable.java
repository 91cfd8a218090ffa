package dev.sequent.stack.ip;

import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The neighbours of a host, up to a limit. When another one needs room, one gives way to which nothing was ever sent,
 * or that has not answered yet, chosen by lot; only if there is none, the one least recently sent to. So filling the
 * table with addresses does not push out those that are in use.
 */
final class ArpTable {

    static final int MAX_ENTRIES = 256;

    private static final int BUCKETS = 256;

    private final RandomGenerator random;
    /** Odd; secret, so that nobody can choose addresses that all lie in one bucket. */
    private final int multiplier;

    private final @Nullable ArpEntry[] buckets = new @Nullable ArpEntry[BUCKETS];
    private final @Nullable ArpEntry[] entries = new @Nullable ArpEntry[MAX_ENTRIES];
    private int size;

    ArpTable(RandomGenerator random) {
        this.random = random;
        this.multiplier = random.nextInt() | 1;
    }

    @Nullable
    ArpEntry find(int address) {
        ArpEntry entry = buckets[bucket(address)];
        while (entry != null && entry.address != address) {
            entry = entry.nextInBucket;
        }
        return entry;
    }

    /** The one that must be removed before {@link #add}; null while there is room. */
    @Nullable
    ArpEntry toEvict() {
        if (size < MAX_ENTRIES) {
            return null;
        }
        ArpEntry oldest = null;
        int idle = 0;
        for (ArpEntry entry : entries) {
            if (entry != null) {
                idle += isIdle(entry) ? 1 : 0;
                oldest = oldest == null || entry.lastUse < oldest.lastUse ? entry : oldest;
            }
        }
        return idle == 0 ? oldest : nth(random.nextInt(idle), ArpTable::isIdle);
    }

    /** One of the entries for which frames wait, by lot; null if there is none. */
    @Nullable
    ArpEntry anyAwaited() {
        int awaited = 0;
        for (int i = 0; i < size; i++) {
            awaited += isAwaited(entries[i]) ? 1 : 0;
        }
        return awaited == 0 ? null : nth(random.nextInt(awaited), ArpTable::isAwaited);
    }

    private static boolean isIdle(@Nullable ArpEntry entry) {
        return entry != null && (!entry.used || !entry.isResolved());
    }

    private static boolean isAwaited(@Nullable ArpEntry entry) {
        return entry != null && !entry.pending.isEmpty();
    }

    private @Nullable ArpEntry nth(int n, Predicate<@Nullable ArpEntry> which) {
        for (int i = 0, left = n; i < size; i++) {
            if (which.test(entries[i]) && left-- == 0) {
                return entries[i];
            }
        }
        return null;
    }

    /** There is room, and nothing is known about the address. */
    void add(ArpEntry entry) {
        int bucket = bucket(entry.address);
        entry.nextInBucket = buckets[bucket];
        buckets[bucket] = entry;
        entry.place = size;
        entries[size++] = entry;
    }

    void remove(ArpEntry gone) {
        int bucket = bucket(gone.address);
        ArpEntry before = buckets[bucket];
        if (before == gone) {
            buckets[bucket] = gone.nextInBucket;
        } else {
            while (before != null && before.nextInBucket != gone) {
                before = before.nextInBucket;
            }
            if (before != null) {
                before.nextInBucket = gone.nextInBucket;
            }
        }
        ArpEntry last = entries[--size];
        entries[size] = null;
        if (last != null && last != gone) {
            entries[gone.place] = last;
            last.place = gone.place;
        }
    }

    private int bucket(int address) {
        return (address * multiplier) >>> 24;
    }
}
