package dev.sequent.check;

import dev.sequent.language.model.Span;
import dev.sequent.language.spaces.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                lines.add("but a zero of no space was sent (" + zero + "): it lay " + places(verdict.initial())
                        + "; elsewhere was not explored");
            }
        }
        return List.copyOf(lines);
    }

    /** Where zero is, seen from each of these numbers: from the nearest ahead to the farthest behind. */
    private static String places(Set<Long> initial) {
        var zero = initial.stream().map(i -> -(long) i.intValue()).sorted().toList();
        var at = zero.contains(0L) ? Stream.of("at") : Stream.<String>empty();
        var ahead = words(zero.stream().filter(d -> d > 0), "ahead of");
        var behind = words(zero.stream().filter(d -> d < 0).map(d -> -d).sorted(), "behind");
        return Stream.of(at, ahead, behind).flatMap(s -> s).collect(Collectors.joining(" or "))
                + " an initial sequence number";
    }

    private static Stream<String> words(Stream<Long> distances, String where) {
        var text = distances.map(d -> Long.toString(d)).collect(Collectors.joining(", "));
        return text.isEmpty() ? Stream.empty() : Stream.of(text + " " + where);
    }

    /** Whether it was, or whether that is not known. */
    private static boolean sent(Span zero, Coverage coverage) {
        return coverage.counts().stream()
                .filter(c -> c.rule().span().equals(zero))
                .allMatch(c -> c.times() > 0);
    }
}
