package dev.sequent.check;

import dev.sequent.check.system.Watch;
import java.util.List;
import java.util.stream.Collectors;

/**
 * @param subject what was asked; for a violated property, in the violated binding
 * @param fairness what the verdict assumes of runs; empty where only states and steps matter
 * @param bindings what is known about each binding of a property, or of a witness that stands alone; empty otherwise
 */
public record PropertyVerdict(Watch subject, Verdict verdict, String fairness, List<Bound> bindings) {
    public PropertyVerdict {
        bindings = List.copyOf(bindings);
    }

    public PropertyVerdict(Watch subject, Verdict verdict) {
        this(subject, verdict, "", List.of());
    }

    /**
     * A property in one of its bindings.
     *
     * @param peers names of the scenario's peers, in the order of those of the property
     */
    public record Bound(List<String> peers, Verdict.Kind verdict) {
        public Bound {
            peers = List.copyOf(peers);
        }

        /** For instance {@code (B, A)}. */
        @Override
        public String toString() {
            return peers.stream().collect(Collectors.joining(", ", "(", ")"));
        }
    }

    public String name() {
        return subject.kind().witness() ? "witness " + subject.name() : subject.name();
    }

    /**
     * Whether its peers have other names than the scenario's, so that a reader cannot tell by them what was checked.
     */
    public boolean namesDiffer() {
        return !bindings.isEmpty() && bindings.stream().noneMatch(b -> b.peers().equals(subject.declared()));
    }

    /** The bindings with that verdict. */
    public List<Bound> bindings(Verdict.Kind verdict) {
        return bindings.stream().filter(b -> b.verdict() == verdict).toList();
    }
}
