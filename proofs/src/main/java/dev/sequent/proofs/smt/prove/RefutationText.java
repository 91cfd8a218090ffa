package dev.sequent.proofs.smt.prove;

import dev.sequent.check.trace.TraceStep;
import dev.sequent.view.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws a refutation: what befalls the machine, what it remembers before and after, and the rules that it went by. */
final class RefutationText {
    private RefutationText() {}

    static List<String> lines(Refutation refutation) {
        var lines = new ArrayList<String>();
        lines.add(refutation.befalls()
                + (refutation.offsets().isEmpty() ? "" : "  (" + String.join(", ", refutation.offsets()) + ")"));
        lines.addAll(refutation.company());
        lines.addAll(memory(refutation));
        refutation.does().forEach(lines::add);
        if (!refutation.parameters().isEmpty()) {
            lines.add("with "
                    + refutation.parameters().stream()
                            .map(p -> p.name() + " " + p.value())
                            .collect(Collectors.joining(", ")));
        }
        if (!refutation.claim().isEmpty()) {
            lines.add("claimed: " + refutation.claim());
        }
        lines.addAll(refutation.parts());
        // Of what stands on one line, one place is enough.
        refutation.rules().stream().map(RefutationText::rule).distinct().forEach(r -> lines.add("by " + r));
        return lines;
    }

    /** A row for what matters and is not as in the beginning, or changes; the rest in a line or two. */
    private static List<String> memory(Refutation refutation) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(refutation.machine(), "before", "", "after"));
        var plain = new ArrayList<String>();
        int others = 0;
        for (var row : refutation.memory()) {
            if (row.matters() && (row.changed() || row.claimed() || !row.usual())) {
                rows.add(List.of("  " + row.name(), row.before(), row.changed() ? "*" : "", row.after()));
            } else if (row.matters()) {
                plain.add(row.name());
            } else {
                others++;
            }
        }
        var below = new ArrayList<String>();
        if (!plain.isEmpty()) {
            below.add("  as in the beginning: " + String.join(", ", plain));
        }
        if (others > 0) {
            below.add("  and " + others + (others == 1 ? " other, which" : " others, which")
                    + " neither rule nor claim is about");
        }
        return Stream.concat(new Table(rows).render("", Set.of()).lines(), below.stream())
                .toList();
    }

    private static String rule(TraceStep.Rule rule) {
        return rule.span().file() + ":" + rule.span().line() + "  "
                + (rule.source().isEmpty() ? rule.text() : rule.source())
                + (rule.citation().isEmpty() ? "" : "  [" + rule.citation() + "]");
    }
}
