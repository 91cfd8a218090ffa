package dev.sequent.stack.tcp;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * Local ports for those who do not care: hard to guess, and each tried before the search gives up (RFC 6056, 3.3.1). The search goes on by a step
 * drawn anew each time: by steps of one, ports in use would gather in runs, and a search that falls into a run has to walk to its end.
 */
final class EphemeralPorts {

    /** As in Linux's net.ipv4.ip_local_port_range. */
    static final int FIRST = 32_768;

    static final int LAST = 60_999;

    private final Random random;

    EphemeralPorts(long seed) {
        this.random = new Random(seed);
    }

    /** A port for which the condition holds, or 0 if there is none. */
    int choose(IntPredicate free) {
        int count = LAST - FIRST + 1;
        int start = random.nextInt(count);
        if (free.test(FIRST + start)) {
            return FIRST + start;
        }
        long step = step(count);
        for (int i = 1; i < count; i++) {
            int port = FIRST + (int) ((start + i * step) % count);
            if (free.test(port)) {
                return port;
            }
        }
        return 0;
    }

    /** A step by which all are reached: one that has no divisor with their number in common. */
    private int step(int count) {
        int step;
        do {
            step = 1 + random.nextInt(count - 1);
        } while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(count)).equals(BigInteger.ONE));
        return step;
    }
}
