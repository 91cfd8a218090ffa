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
 * @param kind for instance {@code always}; {@code witness} and {@code step_witness} are reached at the end of the
 *     trace, all others are broken there
 * @param doc what it says, or empty
 * @param citations where the demand comes from
 * @param span where it stands; {@link Span#NONE} when that is not known
 * @param fairness for a run that goes on for ever: what it is fair to; otherwise empty
 * @param binding for a violated property: from each of its peers to the peer of the scenario that it stands for;
 *     otherwise empty
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

    /** One without a binding. */
    public Subject(String name, String kind, String doc, List<String> citations, Span span, String fairness) {
        this(name, kind, doc, citations, span, fairness, Map.of());
    }

    /** One of which only the name is known. */
    public static Subject named(String name) {
        return new Subject(name, "", "", List.of(), Span.NONE, "");
    }

    public Subject withFairness(String fair) {
        return new Subject(name, kind, doc, citations, span, fair, binding);
    }

    /** The name, with its binding where that differs from the declaration: {@code agreement(B, A)}. */
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
