package dev.sequent.check;

import dev.sequent.view.Paint;
import java.util.ArrayList;
import java.util.List;

/** A scenario's report as it is printed. */
public final class ScenarioText {
    private static final String HOLDS = "  holds (";
    private static final String ENDS = "  ends:";
    /** For a property whose peers have other names than the scenario's. */
    private static final String BOUND = "; for (";

    private ScenarioText() {}

    /**
     * The whole report, or the short form of one among many: the properties that hold in one line, and nothing of how
     * runs end.
     *
     * @param whole every property on a line of its own
     * @param page columns that figures have room in
     */
    public static String of(ScenarioReport report, VerdictTable.Detail detail, boolean whole, int page, Paint paint) {
        String text = VerdictTable.text(report, detail, page);
        return paint(whole ? text : shortened(report, text), paint);
    }

    private static String shortened(ScenarioReport report, String text) {
        long holding = report.verdicts().stream()
                .filter(v -> v.verdict() instanceof Verdict.Holds)
                .count();
        List<String> names = report.verdicts().stream().map(v -> v.name()).toList();
        var kept = new ArrayList<String>();
        boolean ends = false;
        boolean counted = false;
        for (String line : text.lines().toList()) {
            ends = line.startsWith(ENDS) || ends && line.startsWith("   ");
            boolean verdict = names.stream().anyMatch(name -> line.startsWith("  " + name + " "));
            if (verdict && line.contains(HOLDS)) {
                if (!counted) {
                    kept.add("  " + (holding == names.size() ? "all " + holding : holding + " of " + names.size())
                            + " properties hold (exhaustive)");
                    counted = true;
                }
                if (line.contains(BOUND)) {
                    kept.add(line);
                }
            } else if (!ends) {
                kept.add(line);
            }
        }
        return String.join("\n", kept) + "\n";
    }

    private static String paint(String text, Paint paint) {
        return paint.on()
                ? text.replace("VIOLATED", paint.bad("VIOLATED"))
                        .replace(HOLDS, "  " + paint.good("holds") + " (")
                        .replace("properties hold (", "properties " + paint.good("hold") + " (")
                : text;
    }
}
