package dev.sequent.spec.coverage;

import dev.sequent.spec.model.Machine;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Stmt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The table of {@code spec/COVERAGE.md}: the paragraphs of RFC 9293, 3.10, and its numbered requirements, against the
 * rules of a specification of TCP. What the RFC asks for stands in two lists beside this class; which rule meets it is
 * read off the specification's own citations.
 */
public final class CoverageReport {
    private static final int RFC = 9293;
    private static final String NOT_DONE = "not done";

    private final Protocol protocol;
    private final List<Rule> rules;
    private final Set<String> problems = new LinkedHashSet<>();

    private CoverageReport(Protocol protocol) {
        this.protocol = protocol;
        this.rules = Rule.of(protocol);
    }

    /**
     * @param markdown the table
     * @param problems paragraphs and requirements that no rule meets although the lists promise one, and citations of
     *     requirements that do not exist; empty when the table is sound
     */
    public record Report(String markdown, List<String> problems) {}

    public static Report of(Protocol protocol) {
        var report = new CoverageReport(protocol);
        return new Report(report.markdown(), List.copyOf(report.problems));
    }

    private String markdown() {
        var out = new StringBuilder();
        out.append("# RFC 9293 against `spec/tcp`\n\n");
        out.append("Generated from the specification's citations; the test `CoverageTest` says how to write it anew.\n\n");
        out.append("## Section 3.10, paragraph by paragraph\n\n");
        out.append("| Section | Paragraph | Rule |\n|---|---|---|\n");
        for (var row : table("rfc9293-paragraphs.tsv", 5)) {
            out.append("| ").append(row[0]).append(" | ").append(row[1]).append(" | ").append(paragraph(row)).append(" |\n");
        }
        out.append("\n## Numbered requirements\n\n");
        out.append("Watched by: invariants, properties and scenarios that cite the same section.\n\n");
        out.append("| Requirement | Section | What | Rule | Watched by |\n|---|---|---|---|---|\n");
        var known = new TreeSet<String>();
        for (var row : table("rfc9293-requirements.tsv", 4)) {
            known.add(row[0]);
            out.append("| ").append(row[0]).append(" | ").append(row[1]).append(" | ").append(row[2]).append(" | ");
            out.append(requirement(row)).append(" | ").append(watchers(row[1])).append(" |\n");
        }
        for (var rule : rules) {
            for (var citation : rule.citations()) {
                citation.requirements().stream().filter(r -> citation.rfc() == RFC && !known.contains(r)).forEach(r ->
                        problems.add(rule.reference() + " cites " + r + ", which RFC 9293 does not have"));
            }
        }
        return out.toString();
    }

    /** The handlers, and within them the step, that deal with a paragraph's trigger in each of its states. */
    private String paragraph(String[] row) {
        if (row[2].isEmpty()) {
            return row[4];
        }
        var found = new LinkedHashSet<String>();
        for (var state : row[3].split(" ")) {
            var handler = handler(row[2], state);
            if (handler.isEmpty()) {
                problems.add(row[0] + ", " + row[1] + ": no rule for " + row[2] + " in " + state);
            } else if (!row[4].isEmpty() && !hasStep(handler.get(), row[4])) {
                problems.add(row[0] + ", " + row[1] + ": no step " + row[4] + " for " + row[2] + " in " + state);
            } else {
                var first = handler.get();
                rules.stream()
                        .filter(r -> r.span().equals(row[4].isEmpty() ? first.span() : stepSpan(first, row[4])))
                        .forEach(r -> found.add(r.reference()));
            }
        }
        return cell(found);
    }

    private Optional<Machine.Handler> handler(String trigger, String state) {
        return Rule.machines(protocol).stream()
                .flatMap(m -> m.handlers().stream())
                .filter(h -> Rule.title(h.trigger()).equals(trigger))
                .filter(h -> h.states().stream().anyMatch(s -> s.name().equals(state)))
                .findFirst();
    }

    private static boolean hasStep(Machine.Handler handler, String label) {
        return handler.body().stream().anyMatch(s -> s instanceof Stmt.Step step && step.label().equals(label));
    }

    private static dev.sequent.spec.diagnostic.Span stepSpan(Machine.Handler handler, String label) {
        return handler.body().stream()
                .filter(s -> s instanceof Stmt.Step step && step.label().equals(label))
                .findFirst()
                .orElseThrow()
                .span();
    }

    private String requirement(String[] row) {
        var met = rules.stream().filter(r -> !r.watches() && r.meets(row[0])).map(Rule::reference).toList();
        if (row[3].isEmpty()) {
            if (met.isEmpty()) {
                problems.add(row[0] + " (" + row[2] + "): no rule cites it");
            }
            return cell(met);
        }
        if (row[3].startsWith(NOT_DONE) || met.isEmpty()) {
            return row[3] + (met.isEmpty() ? "" : "<br>in part " + cell(met));
        }
        return cell(met) + "<br>" + row[3];
    }

    private String watchers(String section) {
        return cell(rules.stream().filter(r -> r.watches() && r.cites(RFC, section)).map(Rule::name).distinct().toList());
    }

    private static String cell(java.util.Collection<String> entries) {
        return entries.stream().map(e -> "`" + e + "`").collect(Collectors.joining("<br>"));
    }

    private static List<String[]> table(String resource, int columns) {
        try (var in = CoverageReport.class.getResourceAsStream(resource)) {
            var rows = new ArrayList<String[]>();
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    rows.add(Arrays.copyOf(line.split("\t", -1), columns));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
