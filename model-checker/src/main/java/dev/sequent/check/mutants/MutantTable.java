package dev.sequent.check.mutants;

import dev.sequent.view.Folding;
import dev.sequent.view.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints what became of mutants, for people. */
public final class MutantTable {
    /** About as wide as the figures are. */
    private static final int WIDTH = 120;

    /** Columns of the table: #, steps, states, seconds. */
    private static final Set<Integer> NUMBERS = Set.of(0, 6, 7, 8);

    private MutantTable() {}

    /** The list: a line for each mutant. */
    public static String list(List<Mutant> mutants) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("mutant", "row", "kills", "in scenario", "quick", "title"));
        for (Mutant m : mutants) {
            rows.add(List.of(
                    m.name(), rows(m), joined(m.kills()), joined(m.scenarios()), m.quick() ? "yes" : "", m.title()));
        }
        return new Table(rows).render();
    }

    private static String joined(List<Mutant.Line> lines) {
        return lines.stream().map(Mutant.Line::text).collect(Collectors.joining(", "));
    }

    private static String rows(Mutant mutant) {
        return mutant.rows().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /**
     * The table, what is wrong, the matrix, what kills no mutant, and the score.
     *
     * @param figures draw a mutant's figure if the figure is what is wrong
     */
    public static String text(MutantsReport report, boolean figures) {
        return text(report, figures, Integer.MAX_VALUE);
    }

    /** The same. @param page columns that figures have room in */
    public static String text(MutantsReport report, boolean figures, int page) {
        var out = new StringBuilder(table(report));
        for (MutantReport each : report.reports()) {
            if (!each.killed()) {
                out.append('\n')
                        .append(each.mutant().name())
                        .append(": ")
                        .append(each.fate().text())
                        .append('\n');
                wrong(each)
                        .filter(k -> figures)
                        .ifPresent(k -> out.append('\n').append(k.trace().figure(page)));
            }
        }
        out.append('\n').append(matrix(report));
        List<String> without = report.withoutMutant();
        if (!without.isEmpty()) {
            out.append('\n')
                    .append("without a mutant: ")
                    .append(String.join(", ", without))
                    .append('\n');
        }
        return out.append('\n').append(score(report)).append('\n').toString();
    }

    /** What its author should look at. */
    private static Optional<Kill> wrong(MutantReport report) {
        return switch (report.fate()) {
            case Fate.Untold _ -> report.kills().stream().findFirst();
            case Fate.KilledByAnother another -> Optional.of(another.other());
            case Fate.Killed _, Fate.Unfounded _, Fate.Survived _ -> Optional.empty();
            case Fate.NotExhausted _, Fate.Interrupted _ -> Optional.empty();
        };
    }

    private static String table(MutantsReport report) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("#", "mutant", "row", "fate", "what failed", "in scenario", "steps", "states", "seconds"));
        for (int i = 0; i < report.reports().size(); i++) {
            MutantReport r = report.reports().get(i);
            Optional<Kill> kill = r.kills().stream().findFirst();
            if (r.fate() instanceof Fate.KilledByAnother another) {
                kill = Optional.of(another.other());
            }
            rows.add(List.of(
                    String.valueOf(i + 1),
                    r.mutant().name(),
                    rows(r.mutant()),
                    r.fate().word(),
                    kill.map(Kill::property).orElse("-"),
                    kill.map(Kill::scenario).orElse("-"),
                    kill.map(k -> String.valueOf(k.steps())).orElse("-"),
                    kill.map(k -> String.format(Locale.ROOT, "%,d", k.states())).orElse("-"),
                    String.format(Locale.ROOT, "%.2f", r.checking().toNanos() / 1e9)));
        }
        return new Table(rows).render("", NUMBERS);
    }

    /**
     * Properties down, mutants across by their numbers in the table. {@code X}: kills the mutant as it should;
     * {@code x}: fails as well; {@code .}: was watched and did not fail.
     */
    private static String matrix(MutantsReport report) {
        List<MutantReport> mutants = report.reports();
        var names = new ArrayList<>(report.demands());
        mutants.stream()
                .flatMap(r -> r.watched().stream().sorted())
                .filter(n -> !names.contains(n))
                .forEach(names::add);
        mutants.stream()
                .flatMap(r -> r.fell().stream().sorted())
                .filter(n -> !names.contains(n))
                .forEach(names::add);
        names.removeIf(n -> mutants.stream()
                .noneMatch(r -> r.watched().contains(n) || r.fell().contains(n)));
        String head = "property x mutant";
        int width = Math.max(
                head.length(), names.stream().mapToInt(String::length).max().orElse(0));
        int digits = String.valueOf(mutants.size()).length();
        var out = new StringBuilder();
        for (int digit = 0; digit < digits; digit++) {
            out.append(pad(digit == digits - 1 ? head : "", width));
            for (int m = 1; m <= mutants.size(); m++) {
                out.append(' ').append(String.format("%" + digits + "d", m).charAt(digit));
            }
            strip(out).append('\n');
        }
        for (String name : names) {
            out.append(pad(name, width));
            for (MutantReport mutant : mutants) {
                out.append(' ').append(mark(mutant, name));
            }
            strip(out).append('\n');
        }
        return out.append("X kills the mutant, as it should; x fails as well; . is watched, and does not fail\n")
                .toString();
    }

    private static char mark(MutantReport mutant, String name) {
        boolean own = mutant.killed()
                && mutant.mutant().kills().stream().anyMatch(k -> k.text().equals(name));
        return own ? 'X' : mutant.fell().contains(name) ? 'x' : mutant.watched().contains(name) ? '.' : ' ';
    }

    private static StringBuilder strip(StringBuilder out) {
        while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        return out;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** The last line. */
    public static String score(MutantsReport report) {
        int all = report.reports().size();
        var out = new StringBuilder(String.format(
                Locale.ROOT,
                "%d of %d %s killed by the property of %s row, with %s story",
                report.killed(),
                all,
                all == 1 ? "mutant" : "mutants",
                all == 1 ? "its" : "their",
                all == 1 ? "its" : "their"));
        out.append(report.checked() ? "" : " (whether the properties hold without them was not checked)");
        if (report.judgesAll()) {
            int without = report.withoutMutant().size();
            out.append(String.format(
                    Locale.ROOT,
                    "; %d of %d properties without a mutant",
                    without,
                    report.demands().size()));
        }
        return out.append(
                        String.format(Locale.ROOT, "; %.1f s", report.elapsed().toNanos() / 1e9))
                .toString();
    }

    /** A mutant with its story and the figure of its counterexample. */
    public static String shown(MutantReport report) {
        return shown(report, Integer.MAX_VALUE);
    }

    /** The same. @param page columns of room */
    public static String shown(MutantReport report, int page) {
        Mutant mutant = report.mutant();
        String row = mutant.rows().isEmpty() ? "" : ", row " + rows(mutant);
        var out = new StringBuilder(mutant.title())
                .append("\n(")
                .append(mutant.name())
                .append(row)
                .append(")\n");
        mutant.story()
                .lines()
                .forEach(paragraph -> out.append('\n').append(Folding.paragraph(paragraph, Math.min(page, WIDTH))));
        List<Kill> kills =
                report.fate() instanceof Fate.KilledByAnother another ? List.of(another.other()) : report.kills();
        for (Kill kill : kills) {
            out.append('\n')
                    .append(kill.property())
                    .append(" in scenario ")
                    .append(kill.scenario())
                    .append(", ")
                    .append(kill.steps())
                    .append(kill.steps() == 1 ? " step\n" : " steps\n")
                    .append(kill.trace().finding())
                    .append("\n\n")
                    .append(kill.trace().figure(page));
        }
        return out.append('\n').append(report.fate().text()).append('\n').toString();
    }
}
