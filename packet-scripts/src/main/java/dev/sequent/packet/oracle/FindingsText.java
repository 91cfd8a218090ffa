package dev.sequent.packet.oracle;

import dev.sequent.view.Folding;
import dev.sequent.view.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What came of comparing two hosts, for people: on a terminal, and as a document. */
public final class FindingsText {
    private final Findings findings;
    private final String ours;
    private final String theirs;
    private final int width;

    /**
     * @param ours what our host is called
     * @param theirs what the other is called
     * @param width of a terminal, in characters
     */
    public FindingsText(Findings findings, String ours, String theirs, int width) {
        this.findings = findings;
        this.ours = ours;
        this.theirs = theirs;
        this.width = width;
    }

    /** How many there were of what. */
    public String summary() {
        int differ =
                findings.exchanges() - findings.agreed() - findings.disturbed().size();
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d %s, %,d %s compared: %,d agree to the end, %,d differ%n",
                findings.exchanges(),
                findings.exchanges() == 1 ? "exchange" : "exchanges",
                findings.steps(),
                findings.steps() == 1 ? "step" : "steps",
                findings.agreed(),
                differ));
        List<List<String>> rows = new ArrayList<>();
        counts().forEach((known, n) -> rows.add(List.of(Long.toString(n), known.name())));
        if (!rows.isEmpty()) {
            text.append('\n').append(new Table(rows).render("  ", Set.of(0)));
        }
        if (!findings.disturbed().isEmpty()) {
            text.append("\nnot compared, for this machine is too busy: ")
                    .append(numbers(findings.disturbed()))
                    .append('\n');
        }
        return text.toString();
    }

    private Map<DifferenceClass, Long> counts() {
        return findings.found().stream()
                .flatMap(f -> f.known().stream())
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
    }

    private static String numbers(List<Integer> all) {
        return all.stream().map(n -> Integer.toString(n)).collect(Collectors.joining(", "));
    }

    /** Every difference that nobody has thought of, with all that led to it. */
    public String unknown() {
        return findings.unknown().stream().map(f -> "\n" + one(f.difference())).collect(Collectors.joining());
    }

    /** Each difference, with its class. */
    public String all() {
        return findings.found().stream()
                .map(f -> "\n" + f.known().map(k -> k.name() + ": ").orElse("") + one(f.difference()))
                .collect(Collectors.joining());
    }

    /** One difference: the steps, and what both did at the last. */
    private String one(Difference d) {
        var text = new StringBuilder("exchange ")
                .append(d.exchange().number())
                .append(", in ")
                .append(d.before())
                .append(": they differ in ")
                .append(d.facets().stream().sorted().map(Facet::text).collect(Collectors.joining(", ")))
                .append('\n');
        for (int i = 0; i <= d.at(); i++) {
            text.append(i == d.at() ? "> " : "  ")
                    .append(d.exchange().steps().get(i).text())
                    .append('\n');
        }
        int margin = Math.max(ours.length(), theirs.length());
        text.append(side(ours, margin, d, d.ours())).append(side(theirs, margin, d, d.theirs()));
        return text.toString();
    }

    private String side(String name, int margin, Difference d, Observation o) {
        List<String> parts = new ArrayList<>();
        if (!o.reply().isEmpty()) {
            parts.add("returns " + o.reply());
        }
        parts.add(
                o.answer().isSilence()
                        ? "sends nothing"
                        : "sends " + String.join(" ", o.answer().segments()));
        if (o.answer().isDamaged()) {
            parts.add(o.answer().damage());
        }
        parts.add(o.state());
        if (d.in(Facet.EVENTS)) {
            parts.add("poll: " + o.events());
        }
        String indent = "    " + " ".repeat(margin) + "  ";
        return "    " + name + " ".repeat(margin - name.length() + 2)
                + Folding.paragraph(String.join("; ", parts), Math.max(40, width - indent.length()))
                        .strip()
                        .replace("\n", "\n" + indent)
                + "\n";
    }

    /** A document: the classes with an example each, what was looked at, what was found beside them. */
    public String markdown(String command) {
        var text = new StringBuilder("# ")
                .append(ours)
                .append(" beside ")
                .append(theirs)
                .append("\n\n`");
        text.append(command).append("`\n\n").append(summaryLine()).append("\n");
        Map<DifferenceClass, Long> counts = counts();
        for (DifferenceClass known : findings.classes()) {
            text.append("\n## ")
                    .append(known.name())
                    .append(" (")
                    .append(counts.getOrDefault(known, 0L))
                    .append(")\n\n")
                    .append(known.what())
                    .append("\n\n*Beside it:* ")
                    .append(known.beside())
                    .append('\n');
            example(known).ifPresent(d -> text.append("\n```\n").append(one(d)).append("```\n"));
        }
        if (!findings.unknown().isEmpty()) {
            text.append("\n## Not explained\n\n```\n").append(unknown().strip()).append("\n```\n");
        }
        text.append("\n## What was looked at\n\n")
                .append("Steps in which both did the same, by the state that they found.\n\n")
                .append("| state | steps | kinds of step |\n|---|---|---|\n");
        findings.seen()
                .forEach((state, kinds) -> text.append("| ")
                        .append(state)
                        .append(" | ")
                        .append(kinds.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .append(" | ")
                        .append(kinds.size())
                        .append(" |\n"));
        return text.toString();
    }

    private String summaryLine() {
        return summary().lines().findFirst().orElseThrow() + ".";
    }

    /** The shortest: it says most. */
    private Optional<Difference> example(DifferenceClass known) {
        return findings.found().stream()
                .filter(f -> f.known().filter(known::equals).isPresent())
                .map(Findings.Found::difference)
                .min(Comparator.comparingInt(Difference::at));
    }
}
