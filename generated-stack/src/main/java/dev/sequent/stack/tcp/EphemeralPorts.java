package dev.sequent.stack.tcp;

import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Local ports for callers that do not choose one: hard to guess (RFC 6056, 3.3.2), and all tried before the search
 * gives up. At first ports are drawn repeatedly: a sequential search falls into a run of ports in use, has to walk to
 * its end, and makes it longer.
 */
final class EphemeralPorts {

    /** As in Linux's net.ipv4.ip_local_port_range. */
    static final int FIRST = 32_768;

    static final int LAST = 60_999;

    /**
     * When 37 of 38 ports are in use, this many draws fail once in a thousand times; then the remaining ports are
     * searched one by one.
     */
    private static final int DRAWN = 256;

    private final RandomGenerator secrets;

    EphemeralPorts(RandomGenerator secrets) {
        this.secrets = secrets;
    }

    /** A port for which the condition holds, or 0 if there is none. */
    int choose(IntPredicate free) {
        int count = LAST - FIRST + 1;
        for (int i = 0; i < DRAWN; i++) {
            int port = FIRST + secrets.nextInt(count);
            if (free.test(port)) {
                return port;
            }
        }
        int start = secrets.nextInt(count);
        for (int i = 0; i < count; i++) {
            int port = FIRST + (start + i) % count;
            if (free.test(port)) {
                return port;
            }
        }
        return 0;
    }
}
