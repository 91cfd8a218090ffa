package dev.sequent.proofs.coverage;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * RFC 9293, 3.10, paragraph by paragraph: which handler, or step of a handler, deals with its trigger in each of its
 * states.
 */
final class Paragraphs {
    private final Protocol protocol;
    private final List<Rule> rules;
    private final Consumer<String> problems;

    Paragraphs(Protocol protocol, List<Rule> rules, Consumer<String> problems) {
        this.protocol = protocol;
        this.rules = rules;
        this.problems = problems;
    }

    void print(StringBuilder out) {
        out.append("| Section | Paragraph | Rule |\n|---|---|---|\n");
        for (var row : RequirementLists.read("/dev/sequent/spec/coverage/rfc9293-paragraphs.tsv", 5)) {
            out.append("| ")
                    .append(row[0])
                    .append(" | ")
                    .append(row[1])
                    .append(" | ")
                    .append(rule(row))
                    .append(" |\n");
        }
    }

    private String rule(String[] row) {
        if (row[2].isEmpty()) {
            return row[4];
        }
        Set<String> found = new LinkedHashSet<>();
        for (var state : row[3].split(" ")) {
            Optional<MachineType.Handler> handler = handler(row[2], state);
            if (handler.isEmpty()) {
                problems.accept(row[0] + ", " + row[1] + ": no rule for " + row[2] + " in " + state);
                continue;
            }
            Optional<Span> at = row[4].isEmpty() ? handler.map(MachineType.Handler::span) : step(handler.get(), row[4]);
            if (at.isEmpty()) {
                problems.accept(row[0] + ", " + row[1] + ": no step " + row[4] + " for " + row[2] + " in " + state);
            } else {
                rules.stream().filter(r -> r.span().equals(at.get())).forEach(r -> found.add(r.reference()));
            }
        }
        return Requirements.cell(found);
    }

    private Optional<MachineType.Handler> handler(String trigger, String state) {
        return Rule.machines(protocol).stream()
                .flatMap(m -> m.handlers().stream())
                .filter(h -> Rule.title(h.trigger()).equals(trigger))
                .filter(h -> h.states().stream().anyMatch(s -> s.name().equals(state)))
                .findFirst();
    }

    private static Optional<Span> step(MachineType.Handler handler, String label) {
        return handler.body().stream()
                .filter(s -> s instanceof Stmt.Step step && step.label().equals(label))
                .map(Stmt::span)
                .findFirst();
    }
}
