package dev.sequent.packet.run;

import java.util.HashMap;
import java.util.Map;

/**
 * The host's descriptors by those of the script. A number that the script has from nowhere goes to the host as it is,
 * unless it is another one's there.
 */
final class Descriptors {
    /** No host has so many. */
    private static final int NEVER_OPEN = Integer.MAX_VALUE - 1;

    private final Map<Integer, Integer> live = new HashMap<>();

    int live(int script) {
        Integer host = live.get(script);
        if (host != null) {
            return host;
        }
        return live.containsValue(script) ? NEVER_OPEN : script;
    }

    boolean isOpen(int host) {
        return live.containsValue(host);
    }

    void opened(int script, int host) {
        live.put(script, host);
    }

    /** The host may give its number to the next one. */
    void closed(int host) {
        live.values().remove(host);
    }
}
