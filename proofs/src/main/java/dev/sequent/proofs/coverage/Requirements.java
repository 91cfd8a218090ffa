package dev.sequent.proofs.coverage;

import dev.sequent.language.model.Citation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each requirement of appendix B with everything that names its number. */
final class Requirements {
    private static final int RFC = 9293;

    /** What becomes of a requirement; each has one. */
    private enum Fate {
        WATCHED_AND_SHOWN("met by a rule, watched by a property, shown by a test"),
        WATCHED("met by a rule, watched by a property"),
        SHOWN("met by a rule, shown by a test"),
        STATED("met by a rule, neither watched nor shown"),
        AROUND("met by the stack around the machine, shown by a test"),
        DEVIATION_IN_PART("met by a rule but for a declared deviation"),
        DEVIATION("otherwise, by a declared deviation"),
        NOT_DONE("not done"),
        APPLICATIONS("asked of applications, not of TCP"),
        UNKNOWN("nothing names it");

        private final String text;

        Fate(String text) {
            this.text = text;
        }
    }

    /** @param deviations by rule, with the reason */
    private record Row(
            Requirement requirement,
            List<Rule> rules,
            List<Rule> demands,
            List<String> tests,
            List<Deviation> deviations) {

        Fate fate() {
            if (!deviations.isEmpty()) {
                return rules.isEmpty() ? Fate.DEVIATION : Fate.DEVIATION_IN_PART;
            }
            if (requirement.notDone()) {
                return Fate.NOT_DONE;
            }
            if (requirement.ofApplications()) {
                return Fate.APPLICATIONS;
            }
            if (rules.isEmpty()) {
                return tests.isEmpty() ? Fate.UNKNOWN : Fate.AROUND;
            }
            if (demands.isEmpty()) {
                return tests.isEmpty() ? Fate.STATED : Fate.SHOWN;
            }
            return tests.isEmpty() ? Fate.WATCHED : Fate.WATCHED_AND_SHOWN;
        }
    }

    private record Deviation(Rule rule, String reason) {}

    private final List<Row> rows;
    private final List<Rule> rules;
    private final List<String> problems = new ArrayList<>();

    Requirements(List<Requirement> requirements, List<Rule> rules, List<TestCredit> tests) {
        this.rules = rules;
        rows = requirements.stream().map(r -> row(r, rules, tests)).toList();
        rows.forEach(this::complain);
        var known = requirements.stream().map(Requirement::number).collect(Collectors.toSet());
        for (var rule : rules) {
            rule.citations().stream()
                    .filter(c -> c.rfc() != RFC
                            && !(c.requirements().isEmpty()
                                    && c.deviations().stream().allMatch(Citation.Deviation::fromText)))
                    .forEach(c -> problems.add(
                            rule.reference() + " cites a requirement of RFC " + c.rfc() + ", which numbers none"));
            Stream.concat(
                            rule.requirements(RFC),
                            rule.deviations(RFC).filter(d -> !d.fromText()).map(d -> d.requirement()))
                    .peek(number -> {
                        if (rule.kind() == Rule.Kind.SURROUNDINGS) {
                            problems.add(
                                    rule.reference() + " cites " + number + ", which it neither meets nor demands");
                        }
                    })
                    .filter(number -> !known.contains(number))
                    .forEach(number ->
                            problems.add(rule.reference() + " cites " + number + ", which RFC 9293 does not have"));
        }
        tests.stream()
                .filter(t -> !known.contains(t.requirement()))
                .forEach(t ->
                        problems.add(t.test() + " is tagged " + t.requirement() + ", which RFC 9293 does not have"));
    }

    private static Row row(Requirement requirement, List<Rule> rules, List<TestCredit> tests) {
        String number = requirement.number();
        return new Row(
                requirement,
                naming(number, Rule.Kind.BEHAVIOUR, rules),
                naming(number, Rule.Kind.DEMAND, rules),
                tests.stream()
                        .filter(t -> t.requirement().equals(number))
                        .map(TestCredit::test)
                        .sorted()
                        .toList(),
                rules.stream()
                        .flatMap(r -> r.deviations(RFC)
                                .filter(d -> d.requirement().equals(number))
                                .map(d -> new Deviation(r, d.reason())))
                        .toList());
    }

    private static List<Rule> naming(String number, Rule.Kind kind, List<Rule> rules) {
        return rules.stream()
                .filter(r -> r.kind() == kind && r.requirements(RFC).anyMatch(number::equals))
                .toList();
    }

    private void complain(Row row) {
        String number = row.requirement().number();
        boolean named = !row.rules().isEmpty()
                || !row.demands().isEmpty()
                || !row.tests().isEmpty();
        if (row.fate() == Fate.UNKNOWN) {
            problems.add(number + " (" + row.requirement().what() + "): "
                    + (named
                            ? "a property names it, but no rule does"
                            : "no rule, no test names it, and nothing says why not"));
        }
        if (named && (row.fate() == Fate.NOT_DONE || row.fate() == Fate.APPLICATIONS)) {
            problems.add(number + " is said to be " + row.fate().text + ", but is named by "
                    + Stream.of(references(row.rules()), references(row.demands()), row.tests())
                            .flatMap(Collection::stream)
                            .collect(Collectors.joining(", ")));
        }
    }

    List<String> problems() {
        return problems;
    }

    // ------------------------------------------------------------ figures

    void printFigures(StringBuilder out) {
        Map<String, Map<Fate, Long>> counts = new LinkedHashMap<>();
        rows.forEach(row -> counts.computeIfAbsent(row.requirement().strength(), s -> new LinkedHashMap<>())
                .merge(row.fate(), 1L, Long::sum));
        var strengths = Stream.of("MUST", "SHLD", "MAY", "REC")
                .filter(counts::containsKey)
                .toList();
        var columns =
                strengths.stream().map(counts::get).filter(Objects::nonNull).toList();
        out.append("| | ")
                .append(String.join(" | ", strengths))
                .append(" |\n|---|")
                .append("--:|".repeat(strengths.size()))
                .append("\n");
        for (Fate fate : Fate.values()) {
            var line = columns.stream().map(column -> column.get(fate)).toList();
            if (line.stream().anyMatch(Objects::nonNull)) {
                out.append("| ").append(fate.text).append(" | ");
                out.append(line.stream().map(n -> n == null ? "" : n.toString()).collect(Collectors.joining(" | ")))
                        .append(" |\n");
            }
        }
        out.append("| **in all** | ")
                .append(columns.stream()
                        .map(column ->
                                column.values().stream().mapToLong(n -> n).sum() + "")
                        .collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    // ------------------------------------------------------------ tables

    void printDeviations(StringBuilder out) {
        out.append("| Requirement | What | Declared at | Why |\n|---|---|---|---|\n");
        for (Row row : rows) {
            for (Deviation deviation : row.deviations()) {
                out.append("| ")
                        .append(row.requirement().number())
                        .append(" | ")
                        .append(row.requirement().what());
                out.append(" | ")
                        .append(cell(List.of(deviation.rule().reference())))
                        .append(" | ")
                        .append(deviation.reason())
                        .append(" |\n");
            }
        }
        for (Rule rule : rules) {
            for (var citation : rule.citations()) {
                String place = (citation.rfc() == RFC ? "" : "RFC " + citation.rfc() + ", ") + citation.section();
                citation.deviations().stream()
                        .filter(d -> d.fromText() && rule.kind() == Rule.Kind.BEHAVIOUR)
                        .forEach(d -> out.append("| | the text of %s | %s | %s |\n"
                                .formatted(place, cell(List.of(rule.reference())), d.reason())));
            }
        }
    }

    void printTables(StringBuilder out) {
        String group = "";
        for (Row row : rows) {
            if (!row.requirement().group().equals(group)) {
                group = row.requirement().group();
                out.append("\n### ").append(group).append("\n\n");
                out.append(
                        "| Requirement | What | Rules | Properties | Tests | Deviation, or why not |\n|---|---|---|---|---|---|\n");
            }
            boolean deviates = !row.deviations().isEmpty();
            out.append("| ")
                    .append(row.requirement().number())
                    .append(" (")
                    .append(row.requirement().section())
                    .append(") | ");
            out.append(row.requirement().what()).append(" | ");
            out.append(deviates && !row.rules().isEmpty() ? "in part " : "")
                    .append(cell(references(row.rules())))
                    .append(" | ");
            out.append(cell(row.demands().stream().map(Rule::name).toList())).append(" | ");
            out.append(cell(row.tests())).append(" | ").append(standing(row)).append(" |\n");
        }
    }

    private static String standing(Row row) {
        return Stream.concat(
                        row.deviations().stream()
                                .map(d -> "deviation, " + cell(List.of(d.rule().reference())) + ": " + d.reason()),
                        Stream.of(row.requirement().standing()).filter(s -> !s.isEmpty()))
                .collect(Collectors.joining("<br>"));
    }

    private static List<String> references(List<Rule> rules) {
        return rules.stream().map(Rule::reference).toList();
    }

    static String cell(Collection<String> entries) {
        return entries.stream().map(e -> "`" + e + "`").collect(Collectors.joining("<br>"));
    }
}
