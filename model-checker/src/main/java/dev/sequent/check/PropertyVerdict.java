package dev.sequent.check;

import dev.sequent.check.system.Watch;
import java.util.List;
import java.util.stream.Collectors;

/**
 * @param subject what was asked; of a property that was violated: in the binding in which it was
 * @param fairness what the verdict takes for granted of runs; empty where only states and steps matter
 * @param bindings what is known of each binding of a property, or of a witness that stands alone; empty for all else
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

    /** Do its peers bear other names than the scenario's? Then a reader does not see by them what was looked at. */
    public boolean namesDiffer() {
        return !bindings.isEmpty() && bindings.stream().noneMatch(b -> b.peers().equals(subject.declared()));
    }

    /** The bindings of which that is the verdict. */
    public List<Bound> bindings(Verdict.Kind verdict) {
        return bindings.stream().filter(b -> b.verdict() == verdict).toList();
    }
}
