package dev.sequent.check;

import dev.sequent.check.simulation.Lengths;
import dev.sequent.view.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a simulation as it is printed. */
public final class SimulationText {
    /** Columns of the longest bar. */
    private static final int BAR = 40;

    private SimulationText() {}

    /**
     * @param whole with how long walks were, and where
     * @param page columns that figures have room in
     */
    public static String of(SimulationReport report, VerdictTable.Detail detail, boolean whole, int page, Paint paint) {
        var out = new StringBuilder();
        out.append("scenario ").append(report.scenario());
        out.append(report.doc().isEmpty() ? "" : ": " + report.doc()).append('\n');
        for (SimulationReport.Finding finding : report.findings()) {
            out.append("  ")
                    .append(finding.subject().name())
                    .append("  ")
                    .append(paint.bad("VIOLATED"))
                    .append(" (")
                    .append(way(finding, report.walked()))
                    .append(")\n");
        }
        out.append("  simulated: ").append(walked(report.walked())).append('\n');
        if (!report.sound().isEmpty()) {
            out.append("  not found violated, which proves nothing: ")
                    .append(report.sound().size())
                    .append(report.sound().size() == 1 ? " property" : " properties")
                    .append(whole ? "\n    " + wrapped(report.sound(), page) : "")
                    .append('\n');
        }
        out.append("  witnesses: ")
                .append(report.reached().size())
                .append(" of ")
                .append(report.reached().size() + report.unreached().size())
                .append(" reached")
                .append(report.unreached().isEmpty() ? "" : "; not " + String.join(", ", report.unreached()))
                .append('\n');
        out.append("  states:    ").append(states(report.states(), whole));
        int rules = report.coverage().counts().size();
        if (rules > 0) {
            out.append("  rules:     ")
                    .append(rules
                            - report.coverage().neverTaken().size()
                            - report.coverage().declaredUnreachable().size())
                    .append(" of ")
                    .append(rules)
                    .append(" taken\n");
        }
        if (report.walked().walks() > 0) {
            out.append("  lengths:   ").append(lengths(report.walked().lengths(), whole));
        }
        if (whole) {
            ends(report, out);
            out.append("  bounds:    ")
                    .append(String.join("\n             ", report.bounds()))
                    .append('\n');
        }
        for (SimulationReport.Finding finding : report.findings()) {
            out.append('\n').append(VerdictTable.trace(finding.trace(), detail, page));
        }
        return out.toString();
    }

    private static String way(SimulationReport.Finding finding, SimulationReport.Walked walked) {
        int steps = finding.trace().steps().size();
        String found = finding.walk().isPresent()
                ? "walk " + (finding.walk().get()) + " of seed " + walked.seed() + ", after " + count(finding.steps())
                : "in the states of all walks together";
        return found + "; below "
                + (finding.shortest() ? "the shortest way, " : "made shorter, and perhaps not the shortest: ")
                + count(steps);
    }

    private static String count(int steps) {
        return steps == 1 ? "1 step" : steps + " steps";
    }

    private static String walked(SimulationReport.Walked walked) {
        String text = String.format(
                Locale.ROOT,
                "%,d %s from number %,d on, %,d steps in %.1f s (%,.0f a second), seed %d, at most %,d steps each",
                walked.walks(),
                walked.walks() == 1 ? "walk" : "walks",
                walked.first(),
                walked.steps(),
                walked.elapsed().toMillis() / 1e3,
                walked.rate(),
                walked.seed(),
                walked.depth());
        return text + "; " + walked.stop().text();
    }

    private static String wrapped(List<String> names, int page) {
        var out = new StringBuilder();
        int column = 4;
        for (int n = 0; n < names.size(); n++) {
            String name = names.get(n) + (n + 1 < names.size() ? "," : "");
            if (column > 4 && column + 1 + name.length() > page) {
                out.append("\n    ");
                column = 4;
            }
            out.append(column > 4 ? " " : "").append(name);
            column += name.length() + (column > 4 ? 1 : 0);
        }
        return out.toString();
    }

    /** In short; whole: as a table, in which a digit says how many digits the number of visits has. */
    private static String states(SimulationReport.States states, boolean whole) {
        boolean two = states.peers().size() > 1;
        var out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%d of %d %s%n",
                states.seen(),
                states.all(),
                two ? "pairs of what " + String.join(" and ", states.peers()) + " can be in" : "seen"));
        if (!whole) {
            return out.toString();
        }
        int width = states.first().stream().mapToInt(String::length).max().orElse(0);
        String indent = " ".repeat(13);
        if (two) {
            out.append(indent).append(" ".repeat(width + 1));
            for (int b = 0; b < states.second().size(); b++) {
                out.append(' ').append((char) ('a' + b % 26));
            }
            out.append('\n');
        }
        for (int a = 0; a < states.first().size(); a++) {
            out.append(indent)
                    .append(String.format(
                            Locale.ROOT,
                            "%-" + (width + 1) + "s",
                            states.first().get(a)));
            for (long visits : states.visits()[a]) {
                out.append(' ').append(visits == 0 ? "." : Integer.toString(Math.min(9, digits(visits))));
            }
            out.append('\n');
        }
        var key = new ArrayList<String>();
        key.add("(a digit: how many digits the number of visits has; . never");
        for (int b = 0; two && b < states.second().size(); b++) {
            key.add((b == 0 ? "; " + states.peers().get(1) + ": " : ", ") + (char) ('a' + b % 26) + " "
                    + states.second().get(b));
        }
        key.add(")");
        return out.append(indent)
                .append(String.join("", key)
                        .replace(
                                "; " + states.peers().getLast(),
                                ";\n" + indent + " " + states.peers().getLast()))
                .append('\n')
                .toString();
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    private static String lengths(Lengths lengths, boolean whole) {
        var out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "half of the walks up to %,d steps, nine tenths up to %,d, the longest %,d%n",
                lengths.percentile(50),
                lengths.percentile(90),
                lengths.longest()));
        long most = 1;
        for (int from = 0; whole && from <= lengths.longest(); from = next(from)) {
            most = Math.max(most, lengths.between(from, next(from) - 1));
        }
        for (int from = 0; whole && from <= lengths.longest(); from = next(from)) {
            long count = lengths.between(from, next(from) - 1);
            int bar = (int) Math.ceilDiv(count * BAR, most);
            out.append(String.format(
                    Locale.ROOT, "%13s%,5d .. %,5d %,10d %s%n", "", from, next(from) - 1, count, "#".repeat(bar)));
        }
        return out.toString();
    }

    private static int next(int from) {
        return from == 0 ? 8 : 2 * from;
    }

    private static void ends(SimulationReport report, StringBuilder out) {
        out.append(String.format(
                Locale.ROOT, "  ends:      %,d walks%n", report.walked().ended()));
        report.ends()
                .forEach(
                        (states, count) -> out.append(String.format(Locale.ROOT, "%13s%,d x %s%n", "", count, states)));
    }
}
