package dev.sequent.check.trace;

import java.util.List;

/**
 * A trace with everything needed to take its steps again.
 *
 * @param bounds of the search that found it, as sentences
 */
public record TraceFile(TraceSource source, List<String> bounds, Counterexample trace) {
    public TraceFile {
        bounds = List.copyOf(bounds);
    }

    /** One of which only the trace is known. */
    public static TraceFile of(Counterexample trace) {
        return new TraceFile(TraceSource.UNKNOWN, List.of(), trace);
    }

    /** As {@code cli/JSON.md} describes it. */
    public String json() {
        return TraceJson.of(this);
    }

    /** Reads what {@link #json} wrote. @throws JsonFormatException if it is anything else; says where and why */
    public static TraceFile read(String json) {
        return TraceReader.read(json);
    }
}
