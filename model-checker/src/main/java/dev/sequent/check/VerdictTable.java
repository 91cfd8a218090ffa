package dev.sequent.check;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.system.Watch;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceJson;
import dev.sequent.check.trace.TraceSource;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.language.model.Protocol;
import dev.sequent.view.json.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Prints reports: as text for people, as JSON for scripts. */
public final class VerdictTable {
    private VerdictTable() {}

    /** How much to print. */
    public enum Detail {
        /** Figures of violations only. */
        FIGURES,
        /** Violations step by step with what changed. */
        STEPS,
        /** The same with the rules that decided. */
        RULES
    }

    public static String text(ScenarioReport report, Detail detail) {
        return text(report, detail, Integer.MAX_VALUE);
    }

    /** The same. @param page columns that figures have room in */
    public static String text(ScenarioReport report, Detail detail, int page) {
        var out = new StringBuilder();
        out.append("scenario ").append(report.scenario());
        out.append(report.doc().isEmpty() ? "" : ": " + report.doc()).append('\n');
        int width = report.verdicts().stream()
                .mapToInt(v -> v.name().length())
                .max()
                .orElse(0);
        List<PropertyVerdict> unjudged =
                report.verdicts().stream().filter(v -> unjudged(v, report)).toList();
        for (PropertyVerdict verdict : report.verdicts()) {
            if (unjudged.size() > 1 && unjudged.contains(verdict)) {
                continue;
            }
            out.append("  ")
                    .append(verdict.name())
                    .append(" ".repeat(width - verdict.name().length() + 2));
            out.append(line(verdict, report));
            out.append(verdict.fairness().isEmpty() ? "" : "; fair: " + verdict.fairness())
                    .append('\n');
        }
        if (unjudged.size() > 1) {
            out.append("  not exhausted: ")
                    .append(Exploration.Stop.VIOLATION.text())
                    .append(", so nothing is said about ")
                    .append(String.join(
                            ", ", unjudged.stream().map(PropertyVerdict::name).toList()))
                    .append('\n');
        }
        out.append("  searched: ").append(searched(report)).append('\n');
        out.append("  bounds:   ")
                .append(String.join("\n            ", report.bounds()))
                .append('\n');
        if (!report.numbers().isEmpty()) {
            out.append("  numbers:  ")
                    .append(String.join("\n            ", report.numbers()))
                    .append('\n');
        }
        if (!report.ends().isEmpty()) {
            out.append("  ends:");
            report.ends()
                    .forEach((states, count) -> out.append("     ")
                            .append(count)
                            .append(count == 1 ? " state:  " : " states: ")
                            .append(states)
                            .append("\n       "));
            out.setLength(out.length() - 7);
        }
        for (PropertyVerdict verdict : report.verdicts()) {
            if (verdict.verdict() instanceof Verdict.Violated violated) {
                out.append('\n').append(trace(violated.trace(), detail, page));
            }
        }
        return out.toString();
    }

    /**
     * Whether there is no more to say about it than that another one was violated first; saying so once is enough for
     * all of them.
     */
    private static boolean unjudged(PropertyVerdict verdict, ScenarioReport report) {
        return report.stop().filter(Exploration.Stop.VIOLATION::equals).isPresent()
                && verdict.verdict() instanceof Verdict.NotExhausted n
                && n.why().equals(Exploration.Stop.VIOLATION.text());
    }

    private static String line(PropertyVerdict row, ScenarioReport report) {
        var s = report.statistics();
        return switch (row.verdict()) {
            case Verdict.Holds h ->
                String.format(
                        Locale.ROOT,
                        "holds (%s: %,d states%s%s)",
                        isCutByFault(report) ? "searched" : "exhaustive",
                        s.states(),
                        h.reached().map(t -> "; witness in " + steps(t)).orElse(""),
                        bindings(row));
            case Verdict.Violated v -> "VIOLATED" + binding(v.trace()) + " in " + steps(v.trace());
            case Verdict.NotExhausted n -> "not exhausted: " + n.why();
            case Verdict.Vacuous ignored ->
                String.format(
                        Locale.ROOT,
                        "vacuous: %s occurs in none of %,d states",
                        row.subject().kind() == Watch.Kind.LEADS_TO ? "its premise, or its witness," : "its witness",
                        s.states());
        };
    }

    /** Then nothing holds except witnesses that were reached. */
    private static boolean isCutByFault(ScenarioReport report) {
        return report.verdicts().stream()
                .anyMatch(v -> v.subject().kind() == Watch.Kind.FAULT && v.verdict() instanceof Verdict.Violated);
    }

    /** Those that a reader would not expect from the names, and, when the whole holds, those that are vacuous. */
    private static String bindings(PropertyVerdict row) {
        var out = new StringBuilder();
        List<PropertyVerdict.Bound> holding = row.bindings(Verdict.Kind.HOLDS);
        if (row.namesDiffer()) {
            out.append("; for ").append(joined(holding));
        }
        List<PropertyVerdict.Bound> vacuous = row.bindings(Verdict.Kind.VACUOUS);
        if (!vacuous.isEmpty() && !row.subject().kind().witness()) {
            out.append("; vacuous for ").append(joined(vacuous));
        }
        return out.toString();
    }

    private static String joined(List<PropertyVerdict.Bound> bindings) {
        return String.join(
                " and ", bindings.stream().map(PropertyVerdict.Bound::toString).toList());
    }

    private static String binding(Counterexample trace) {
        String title = trace.subject().title();
        return title.equals(trace.subject().name())
                ? ""
                : " for " + title.substring(trace.subject().name().length());
    }

    private static String steps(Counterexample trace) {
        int count = trace.steps().size();
        return count == 1 ? "1 step" : count + " steps";
    }

    private static String searched(ScenarioReport report) {
        var s = report.statistics();
        String covered = String.format(
                Locale.ROOT,
                "%,d states, %,d transitions, depth %d, %.2f s (%,.0f transitions/s), %.0f bytes/state, %s",
                s.states(),
                s.transitions(),
                s.depth(),
                s.elapsed().toNanos() / 1e9,
                s.rate(),
                (double) s.memory() / Math.max(1, s.states()),
                s.storage());
        return report.stop().isEmpty()
                ? covered
                : covered
                        + String.format(
                                Locale.ROOT,
                                "; NOT EXHAUSTED, %,d states left: %s",
                                s.queue(),
                                report.stop().get().text());
    }

    /** A trace below its headline. */
    public static String trace(Counterexample trace, Detail detail) {
        return trace(trace, detail, Integer.MAX_VALUE);
    }

    static String trace(Counterexample trace, Detail detail, int page) {
        String head = trace.subject().title() + " in scenario " + trace.scenario() + ", " + steps(trace) + "\n"
                + trace.finding() + "\n\n";
        return head
                + switch (detail) {
                    case FIGURES -> trace.figure(page);
                    case STEPS -> trace.steps(false, page);
                    case RULES -> trace.steps(true, page);
                };
    }

    /** Rules that no scenario took, one in a line with its place in the specification; empty when there are none. */
    public static String neverTaken(List<ScenarioReport> reports) {
        return neverTaken(reports, UnaryOperator.identity());
    }

    /** The same. @param shown how a place of the specification is shown */
    public static String neverTaken(List<ScenarioReport> reports, UnaryOperator<String> shown) {
        var out = new StringBuilder();
        sum(reports)
                .neverTaken()
                .forEach(rule -> out.append(shown.apply(rule.location()))
                        .append(": never taken: ")
                        .append(where(rule))
                        .append('\n'));
        return out.toString();
    }

    /**
     * How many places the specification declares unreachable, as it may when {@link #neverTaken} is asked; empty when
     * there are none.
     */
    public static String declaredUnreachable(List<ScenarioReport> reports) {
        int places = sum(reports).declaredUnreachable().size();
        return switch (places) {
            case 0 -> "";
            case 1 -> "1 place is declared unreachable\n";
            default -> places + " places are declared unreachable\n";
        };
    }

    /**
     * Every rule (handlers, steps, branches, changes of state, what is sent) with the transitions that took it, in all
     * scenarios.
     */
    public static String coverage(List<ScenarioReport> reports) {
        return coverage(reports, UnaryOperator.identity());
    }

    /** The same. @param shown how a place of the specification is shown */
    public static String coverage(List<ScenarioReport> reports, UnaryOperator<String> shown) {
        return coverage(sum(reports), shown);
    }

    /** The same of whatever took them. */
    public static String coverage(Coverage sum, UnaryOperator<String> shown) {
        var out = new StringBuilder();
        sum.counts()
                .forEach(count -> out.append(String.format(
                        Locale.ROOT,
                        "%,15d  %-28s %s%n",
                        count.times(),
                        shown.apply(count.rule().location()),
                        where(count.rule()))));
        return out.toString();
    }

    private static Coverage sum(List<ScenarioReport> reports) {
        return Coverage.sum(reports.stream().map(ScenarioReport::coverage).toList());
    }

    /** The routine, which may name many states, in short, and what happens there. */
    static String where(TraceStep.Rule rule) {
        String where = rule.where();
        int states = where.indexOf(", ");
        String text = where.endsWith(rule.text()) ? "" : ": " + rule.text();
        return (states < 0 ? where : where.substring(0, states) + ", ...") + text;
    }

    /** For a specification that came from no file. */
    public static String json(List<ScenarioReport> reports) {
        return json(reports, TraceSource.UNKNOWN, List.of());
    }

    /**
     * All reports as one JSON object; {@code cli/JSON.md} describes it. @param unchecked as {@link Protocol#unchecked}
     * says
     */
    public static String json(List<ScenarioReport> reports, TraceSource source, List<Protocol.Unchecked> unchecked) {
        var json = new JsonWriter();
        json.document("sequent-check", TraceJson.VERSION, () -> {
            json.name("worst").value(text(ScenarioReport.worst(reports)));
            json.name("unchecked")
                    .array(
                            unchecked,
                            one -> json.object(() -> {
                                json.name("name").value(one.name());
                                json.name("location").value(one.span().toString());
                                one.why().ifPresent(why -> json.name("declared").value(why));
                            }));
            json.name("scenarios").array(reports, report -> scenario(report, source, json));
            json.name("neverTaken")
                    .array(
                            sum(reports).neverTaken(),
                            rule -> json.object(() -> {
                                json.name("location").value(rule.location());
                                json.name("rule").value(where(rule));
                            }));
        });
        return json.toString();
    }

    private static String text(Verdict.Kind kind) {
        return kind.text().toLowerCase(Locale.ROOT);
    }

    private static void scenario(ScenarioReport report, TraceSource source, JsonWriter json) {
        var s = report.statistics();
        json.object(() -> {
            json.name("protocol").value(report.protocol());
            json.name("digest").value(report.digest());
            json.name("scenario").value(report.scenario());
            json.name("exhaustive").value(report.stop().isEmpty());
            report.stop().ifPresent(stop -> json.name("stop").value(stop.text()));
            report.shortage().ifPresent(shortage -> json.name("shortage").value(shortage));
            json.name("states").value(s.states());
            json.name("transitions").value(s.transitions());
            json.name("depth").value(s.depth());
            json.name("queue").value(s.queue());
            json.name("seconds").value(s.elapsed().toNanos() / 1e9);
            json.name("memory").value(s.memory());
            json.name("storage").value(s.storage());
            json.name("bounds").array(report.bounds(), json::value);
            json.name("numbers").array(report.numbers(), json::value);
            json.name("ends")
                    .object(() -> report.ends()
                            .forEach((states, count) -> json.name(states).value(count)));
            json.name("verdicts").array(report.verdicts(), verdict -> verdict(verdict, report, source, json));
        });
    }

    private static void verdict(PropertyVerdict verdict, ScenarioReport report, TraceSource source, JsonWriter json) {
        json.object(() -> {
            json.name("name").value(verdict.name());
            json.name("kind").value(verdict.subject().kind().name().toLowerCase(Locale.ROOT));
            json.name("location").value(verdict.subject().span().toString());
            json.name("citations").array(verdict.subject().citations(), c -> json.value(c.toString()));
            if (!verdict.fairness().isEmpty()) {
                json.name("fairness").value(verdict.fairness());
            }
            json.name("verdict").value(text(verdict.verdict().kind()));
            if (!verdict.bindings().isEmpty()) {
                json.name("bindings")
                        .array(
                                verdict.bindings(),
                                binding -> json.object(() -> {
                                    json.name("peers").array(binding.peers(), json::value);
                                    json.name("verdict").value(text(binding.verdict()));
                                }));
            }
            switch (verdict.verdict()) {
                case Verdict.Violated v -> {
                    json.name("trace");
                    TraceJson.write(new TraceFile(source, report.bounds(), v.trace()), json);
                }
                case Verdict.Holds h ->
                    h.reached()
                            .ifPresent(t ->
                                    json.name("witnessSteps").value(t.steps().size()));
                case Verdict.NotExhausted n -> json.name("why").value(n.why());
                case Verdict.Vacuous ignored -> {}
            }
        });
    }
}
