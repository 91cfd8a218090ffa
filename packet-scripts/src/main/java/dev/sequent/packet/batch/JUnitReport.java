package dev.sequent.packet.batch;

import dev.sequent.packet.run.Verdict;
import java.util.List;
import java.util.Locale;

/** Outcomes as JUnit's XML, which build servers read: one test case for each script. */
public final class JUnitReport {
    private JUnitReport() {}

    public static String text(List<Outcome> outcomes) {
        Summary summary = Summary.of(outcomes);
        var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"sequent packet\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%s\">\n",
                outcomes.size(),
                summary.failed(),
                summary.wrong(),
                summary.unsupported() + summary.notRun(),
                seconds(outcomes.stream().mapToLong(Outcome::nanos).sum())));
        outcomes.forEach(o -> testCase(out, o));
        return out.append("</testsuite>\n").toString();
    }

    private static void testCase(StringBuilder out, Outcome outcome) {
        String head = "  <testcase name=\"" + escaped(outcome.file()) + "\" time=\"" + seconds(outcome.nanos()) + "\"";
        String body = switch (outcome.verdict()) {
            case Verdict.Passed ignored -> "";
            case Verdict.Failed ignored -> element("failure", outcome);
            case Verdict.Unsupported ignored -> "    <skipped message=\"" + escaped(outcome.line()) + "\"/>\n";
            case Verdict.NotRun ignored ->
                "    <skipped message=\"" + escaped(outcome.line().isEmpty() ? "not run" : outcome.line()) + "\"/>\n";
            case Verdict.Wrong ignored -> element("error", outcome);
        };
        out.append(head).append(body.isEmpty() ? "/>\n" : ">\n" + body + "  </testcase>\n");
    }

    private static String element(String name, Outcome outcome) {
        return "    <" + name + " message=\"" + escaped(outcome.line()) + "\">" + escaped(outcome.details()) + "</"
                + name + ">\n";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    /** With what XML 1.0 has no place for left out. */
    private static String escaped(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> {
                    if (c >= ' ' && c != 0xFFFE && c != 0xFFFF) {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }
}
