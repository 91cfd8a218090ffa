package dev.sequent.stack.tcp;

import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** Local ports for those who do not care: hard to guess, and each tried before the search gives up (RFC 6056, 3.3.1). */
final class EphemeralPorts {

    /** As in Linux's net.ipv4.ip_local_port_range. */
    static final int FIRST = 32_768;

    static final int LAST = 60_999;

    private final RandomGenerator secrets;

    EphemeralPorts(RandomGenerator secrets) {
        this.secrets = secrets;
    }

    /** A port for which the condition holds, or 0 if there is none. */
    int choose(IntPredicate free) {
        int count = LAST - FIRST + 1;
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
