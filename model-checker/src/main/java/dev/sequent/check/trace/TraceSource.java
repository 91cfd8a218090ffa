package dev.sequent.check.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a specification was made of, so that a replay can compile it again.
 *
 * @param root its root file, as its user named it; empty when there was none
 * @param uses the modules that were chosen for interfaces on the command line
 * @param set parameters that were set on the command line, spelled as in the language
 */
public record TraceSource(String root, Map<String, String> uses, Map<String, String> set) {
    /** For a specification that came from no file. */
    public static final TraceSource UNKNOWN = new TraceSource("", Map.of(), Map.of());

    public TraceSource {
        uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    }
}
