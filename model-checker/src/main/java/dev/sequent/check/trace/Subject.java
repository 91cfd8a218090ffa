package dev.sequent.check.trace;

import dev.sequent.language.model.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trace leads to.
 *
 * @param name the invariant, property or witness, as verdicts spell it
 * @param kind for instance {@code always}; {@code witness} and {@code step_witness} are hoped for, all others are
 *     broken at the end of the trace
 * @param doc what it says, or empty
 * @param citations where the demand comes from
 * @param span where it stands; {@link Span#NONE} when that is not known
 * @param fairness of a run that goes on for ever: what it is fair to; else empty
 * @param binding of a property that is violated: each of its peers to the one of the scenario that it stands for; else
 *     empty
 */
public record Subject(
        String name,
        String kind,
        String doc,
        List<String> citations,
        Span span,
        String fairness,
        Map<String, String> binding) {
    public Subject {
        citations = List.copyOf(citations);
        binding = Collections.unmodifiableMap(new LinkedHashMap<>(binding));
    }

    /** One of no binding. */
    public Subject(String name, String kind, String doc, List<String> citations, Span span, String fairness) {
        this(name, kind, doc, citations, span, fairness, Map.of());
    }

    /** One of which nothing but the name is known. */
    public static Subject named(String name) {
        return new Subject(name, "", "", List.of(), Span.NONE, "");
    }

    public Subject withFairness(String fair) {
        return new Subject(name, kind, doc, citations, span, fair, binding);
    }

    /** The name, and what it is bound to where that is not as it is written: {@code agreement(B, A)}. */
    public String title() {
        boolean asWritten = binding.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue()));
        return asWritten ? name : name + "(" + String.join(", ", binding.values()) + ")";
    }

    /** {@code reached} or {@code violated}. */
    public String verdict() {
        return kind.endsWith("witness") ? "reached" : "violated";
    }

    @Override
    public String toString() {
        return name;
    }
}
