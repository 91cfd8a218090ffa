package dev.sequent.check;

import dev.sequent.language.model.Span;
import dev.sequent.language.spaces.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in words for which initial sequence numbers a verdict speaks. */
final class Numbers {
    private Numbers() {}

    /** Empty if no number of the scenario ever moves. */
    static List<String> of(Optional<Translation.Verdict> verdict, Coverage coverage) {
        return verdict.map(v -> v.ties().isEmpty() ? lifted(v, coverage) : tied(v))
                .orElse(List.of());
    }

    private static List<String> tied(Translation.Verdict verdict) {
        var lines = new ArrayList<String>();
        lines.add("the initial sequence numbers that were explored, and no others:");
        verdict.ties().forEach(t -> lines.add("  " + t));
        return List.copyOf(lines);
    }

    private static List<String> lifted(Translation.Verdict verdict, Coverage coverage) {
        var lines = new ArrayList<String>();
        lines.add("any initial sequence numbers; where one end opens again, its next lies "
                + verdict.distances().stream().map(d -> Long.toString(d)).collect(Collectors.joining(", "))
                + " further on");
        for (Span zero : verdict.zeros()) {
            if (sent(zero, coverage)) {
                lines.add(
                        "but a zero of no space was sent (" + zero + "): where it lies in a window, only as explored");
            }
        }
        return List.copyOf(lines);
    }

    /** Whether it was, or whether that is not known. */
    private static boolean sent(Span zero, Coverage coverage) {
        return coverage.counts().stream()
                .filter(c -> c.rule().span().equals(zero))
                .allMatch(c -> c.times() > 0);
    }
}
