package dev.sequent.cli.sensitivity;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the judges say, for people. */
public final class SensitivityText {
    /** Columns for a judge: as many as {@code 1,234,567/123} has. */
    private static final int CELL = 13;

    private SensitivityText() {}

    /** The line above the rows. */
    public static String head(List<JudgeName> judges) {
        var line = new StringBuilder("  #");
        judges.forEach(j -> line.append("  ").append(pad(j.word())));
        return line.append("  fault").toString();
    }

    /** A line for a fault. */
    public static String row(FaultReport report, List<JudgeName> judges) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%3d", report.number()));
        for (JudgeName judge : judges) {
            Opinion opinion = report.opinions().get(judge);
            line.append("  ").append(pad(opinion == null ? "refused" : cell(opinion)));
        }
        return line.append("  ").append(report.fault()).toString();
    }

    private static String pad(String text) {
        return String.format(Locale.ROOT, "%-" + CELL + "s", text);
    }

    private static String cell(Opinion opinion) {
        return switch (opinion) {
            case Opinion.Found found -> String.format(Locale.ROOT, "%,d/%d", found.tries(), found.length());
            case Opinion.Missed _ -> "-";
            case Opinion.GaveUp _ -> "gave up";
        };
    }

    /** What each judge says, at length; ends with an empty line. */
    public static String shown(FaultReport report) {
        var text = new StringBuilder();
        report.refused()
                .ifPresent(why -> text.append("  diagnostics: ").append(why).append('\n'));
        report.opinions().forEach((judge, opinion) -> {
            text.append("  ")
                    .append(judge.word())
                    .append(": ")
                    .append(words(judge, opinion))
                    .append('\n');
            if (opinion instanceof Opinion.Found found) {
                found.text()
                        .lines()
                        .forEach(line ->
                                text.append(("    " + line).stripTrailing()).append('\n'));
            }
        });
        return text.append('\n').toString();
    }

    private static String words(JudgeName judge, Opinion opinion) {
        return switch (opinion) {
            case Opinion.Found found ->
                found.where() + String.format(Locale.ROOT, ", after %,d %s", found.tries(), judge.unit());
            case Opinion.Missed missed -> String.format(Locale.ROOT, "not in %,d %s", missed.tries(), judge.unit());
            case Opinion.GaveUp gave ->
                String.format(Locale.ROOT, "time ran out after %,d %s", gave.tries(), judge.unit());
        };
    }

    /** What the cells mean, and the sums; each line ended. */
    public static String summary(SensitivityReport report) {
        var text = new StringBuilder("\nN/M: found after N tries, and the counterexample has length M\n");
        report.judges()
                .forEach(j ->
                        text.append(String.format(Locale.ROOT, "  %-10s  N is the number %s\n", j.word(), j.effort())));
        int all = report.faults().size();
        text.append(all).append(all == 1 ? " fault of " : " faults of ").append(report.machine());
        text.append(", drawn with seed ").append(report.seed()).append('\n');
        for (JudgeName judge : report.judges()) {
            List<Integer> alone = report.foundAlone(judge);
            text.append(String.format(Locale.ROOT, "  by %-11s  %3d", judge.word(), report.found(judge)));
            text.append(alone.isEmpty() ? "" : ", of which by no other: " + numbers(alone))
                    .append('\n');
        }
        if (report.refused() > 0) {
            text.append(String.format(Locale.ROOT, "  by %-11s  %3d\n", "diagnostics", report.refused()));
        }
        text.append(String.format(
                Locale.ROOT, "  by %-11s  %3d", "none", report.unseen().size()));
        text.append(report.everythingFound() ? "" : ": " + numbers(report.unseen()))
                .append('\n');
        if (report.gaveUp() > 0) {
            text.append(report.gaveUp())
                    .append(report.gaveUp() == 1 ? " time" : " times")
                    .append(" a judge ran out of time before its bounds: elsewhere the table may be another\n");
        }
        return text.toString();
    }

    private static String numbers(List<Integer> all) {
        return all.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
