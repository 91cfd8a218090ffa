package dev.sequent.check;

import dev.sequent.language.model.Protocol;
import dev.sequent.view.Paint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The last words of a check: one line for each scenario, and one for all. */
public final class Summary {
    private Summary() {}

    /** @param protocol what was not explored also belongs to it */
    public static String text(List<ScenarioReport> reports, Protocol protocol, Paint paint) {
        int width = reports.stream().mapToInt(r -> r.scenario().length()).max().orElse(0);
        width = Math.max(width, "scenario".length());
        var out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%-" + width + "s  %-13s %12s %13s %6s %9s%n",
                "scenario",
                "verdict",
                "states",
                "transitions",
                "depth",
                "seconds"));
        for (ScenarioReport report : reports) {
            var s = report.statistics();
            out.append(String.format(Locale.ROOT, "%-" + width + "s  ", report.scenario()));
            out.append(paint(report.worst(), paint));
            out.append(String.format(
                    Locale.ROOT,
                    " %,12d %,13d %6d %9.2f%n",
                    s.states(),
                    s.transitions(),
                    s.depth(),
                    s.elapsed().toNanos() / 1e9));
        }
        String core = reports.isEmpty() ? "" : " for core " + reports.getFirst().digest();
        out.append('\n')
                .append(last(reports, protocol, paint))
                .append(core)
                .append(explored(reports, protocol))
                .append('\n');
        out.append(vacuousSomewhere(reports));
        out.append(unchecked(protocol, paint));
        return out.toString();
    }

    private static String explored(List<ScenarioReport> reports, Protocol protocol) {
        int all = protocol.scenarios().size();
        return reports.size() < all
                ? ", in the " + reports.size() + " of " + all + " scenarios that were explored"
                : "";
    }

    /** Not counted as a failure, but not to be overlooked. */
    private static String vacuousSomewhere(List<ScenarioReport> reports) {
        var where = new LinkedHashMap<String, List<String>>();
        for (ScenarioReport report : reports) {
            for (PropertyVerdict verdict : report.verdicts()) {
                if (verdict.verdict() instanceof Verdict.Vacuous && holdsSomewhere(reports, verdict)) {
                    where.computeIfAbsent(verdict.name(), n -> new ArrayList<>())
                            .add(report.scenario());
                }
            }
        }
        var out = new StringBuilder();
        where.forEach((name, scenarios) -> out.append(name)
                .append(" is vacuous in ")
                .append(String.join(", ", scenarios))
                .append(", and holds elsewhere\n"));
        return out.toString();
    }

    private static String unchecked(Protocol protocol, Paint paint) {
        var out = new StringBuilder();
        List<Protocol.Unchecked> all = protocol.unchecked();
        List<Protocol.Unchecked> silent =
                all.stream().filter(u -> u.why().isEmpty()).toList();
        if (!silent.isEmpty()) {
            out.append(paint.doubtful("NOT CHECKED"))
                    .append(" by any scenario, so nothing is known about ")
                    .append(silent.stream()
                            .map(u -> u.name() + " (" + u.span() + ")")
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        var declared = new LinkedHashMap<String, List<String>>();
        all.forEach(u -> u.why()
                .ifPresent(why ->
                        declared.computeIfAbsent(why, w -> new ArrayList<>()).add(u.name())));
        declared.forEach((why, names) -> out.append("declared unchecked: ")
                .append(String.join(", ", names))
                .append(", \"")
                .append(why)
                .append("\"\n"));
        return out.toString();
    }

    private static String paint(Verdict.Kind kind, Paint paint) {
        String text = String.format("%-13s", kind.text());
        return switch (kind) {
            case HOLDS -> paint.good(text);
            case VIOLATED -> paint.bad(text);
            default -> paint.doubtful(text);
        };
    }

    private static String last(List<ScenarioReport> reports, Protocol protocol, Paint paint) {
        Verdict.Kind worst = ScenarioReport.worst(reports);
        return switch (worst) {
            case HOLDS ->
                paint.good(protocol.unchecked().isEmpty() ? "everything holds" : "everything that is checked holds");
            case VIOLATED -> paint.bad("VIOLATED") + ": " + names(reports, worst);
            case NOT_EXHAUSTED -> paint.doubtful("not exhausted") + ", so nothing is claimed to hold";
            case VACUOUS -> paint.doubtful("vacuous") + ": " + vacuous(reports);
        };
    }

    private static String names(List<ScenarioReport> reports, Verdict.Kind kind) {
        return reports.stream()
                .flatMap(r -> r.verdicts().stream())
                .filter(v -> v.verdict().kind() == kind)
                .map(PropertyVerdict::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What no other scenario makes up for, or what its scenario names. */
    private static String vacuous(List<ScenarioReport> reports) {
        return reports.stream()
                .flatMap(r -> r.verdicts().stream()
                        .filter(v ->
                                v.verdict() instanceof Verdict.Vacuous && (r.named() || !holdsSomewhere(reports, v)))
                        .map(v -> v.name() + " in " + r.scenario()
                                + (holdsSomewhere(reports, v) ? ", whose check names it" : "")))
                .collect(Collectors.joining("; "));
    }

    private static boolean holdsSomewhere(List<ScenarioReport> reports, PropertyVerdict wanted) {
        return reports.stream()
                .flatMap(r -> r.verdicts().stream())
                .anyMatch(v -> v.name().equals(wanted.name()) && v.verdict() instanceof Verdict.Holds);
    }
}
