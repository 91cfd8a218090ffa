package dev.sequent.packet.run;

import java.util.HashMap;
import java.util.Map;

/**
 * The host's descriptors by those of the script. A number that the script has from nowhere goes to the host as it is.
 */
final class Descriptors {
    private final Map<Integer, Integer> live = new HashMap<>();

    int live(int script) {
        return live.getOrDefault(script, script);
    }

    void opened(int script, int host) {
        live.put(script, host);
    }
}
