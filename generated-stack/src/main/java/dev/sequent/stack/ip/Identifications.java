package dev.sequent.stack.ip;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The values of the Identification field of datagrams sent (RFC 6864).
 *
 * <p>A datagram with DF is never fragmented, and may have any value. One without needs a value that is unique among all
 * with the same destination and protocol that may still be around: these count through the 65536 values, and a block of
 * values is used again only when the last datagram of its previous use is older than {@link #LIFETIME}.
 */
final class Identifications {

    /**
     * How long a datagram may be around, in nanoseconds: the maximum datagram lifetime, commonly taken for 2 minutes.
     */
    static final long LIFETIME = 120_000_000_000L;

    static final int BLOCKS = 64;
    static final int BLOCK = 65536 / BLOCKS;

    private static final long NEVER = Long.MIN_VALUE;

    private final Map<Long, Counter> counters = new HashMap<>();
    private final RandomGenerator secrets;
    /** Drawn ahead: each datagram needs two octets, and many at once are drawn at little more than the price of two. */
    private final byte[] drawn = new byte[1024];

    private int used = drawn.length;
    private long sweptAt;

    /** @param secrets so that values cannot be guessed */
    Identifications(RandomGenerator secrets) {
        this.secrets = secrets;
    }

    /** For a datagram with DF (RFC 6864, 4.1); counting would tell others how much we send. */
    int any() {
        if (used == drawn.length) {
            secrets.nextBytes(drawn);
            used = 0;
        }
        return (drawn[used++] & 0xFF) << 8 | drawn[used++] & 0xFF;
    }

    /**
     * For a datagram without DF (RFC 6864, 4.3); -1 if every value has been used within the lifetime, and none is
     * available.
     */
    int unique(long now, int destination, int protocol) {
        long key = (long) destination << 8 | protocol;
        Counter counter = counters.get(key);
        if (counter == null) {
            // Not for each new destination: there may be many, and examining all of them takes time.
            if (now - sweptAt > LIFETIME) {
                sweptAt = now;
                counters.values().removeIf(c -> now - c.lastUse > LIFETIME);
            }
            counter = new Counter(any());
            counters.put(key, counter);
        }
        return counter.next(now);
    }

    /** Destinations and protocols of the recent past. */
    int size() {
        return counters.size();
    }

    private static final class Counter {
        private final long[] usedUntil = new long[BLOCKS];
        private int next;
        private long lastUse;

        Counter(int first) {
            next = first / BLOCK * BLOCK; // Blocks are used whole, so that one time stands for each.
            Arrays.fill(usedUntil, NEVER);
        }

        int next(long now) {
            int block = next / BLOCK;
            if (next % BLOCK == 0 && usedUntil[block] != NEVER && now - usedUntil[block] <= LIFETIME) {
                return -1;
            }
            int id = next;
            usedUntil[block] = now;
            lastUse = now;
            next = next + 1 & 0xFFFF;
            return id;
        }
    }
}
