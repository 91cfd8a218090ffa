package dev.sequent.check;

import dev.sequent.check.engine.Exploration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of one scenario.
 *
 * @param scenario its name
 * @param named whether the scenario names what it checks, so that each must be non-vacuous here; with {@code check all}
 *     it is enough that a property is non-vacuous in some scenario
 * @param verdicts in the order: faults, deadlock, invariants, properties, witnesses
 * @param bounds what was assumed; to be printed with every verdict
 * @param numbers for which initial sequence numbers the verdicts speak, in sentences; empty where no number moves
 * @param ends states in which nothing more happens except that time passes, and nobody waits, by the states of the
 *     machines
 * @param stop why the search ended early; empty when it is exhaustive
 * @param shortage where room ran out, if that is why
 */
public record ScenarioReport(
        String protocol,
        String digest,
        String scenario,
        String doc,
        boolean named,
        List<PropertyVerdict> verdicts,
        List<String> bounds,
        List<String> numbers,
        Statistics statistics,
        Map<String, Long> ends,
        Coverage coverage,
        Optional<Exploration.Stop> stop,
        Optional<String> shortage) {

    /**
     * @param depth length of the longest of all shortest paths
     * @param queue states found and not expanded
     * @param memory bytes of the search's own tables
     * @param storage how states were kept
     */
    public record Statistics(
            long states, long transitions, int depth, long queue, Duration elapsed, long memory, String storage) {
        public double rate() {
            return transitions / Math.max(1e-9, elapsed.toNanos() / 1e9);
        }
    }

    /** The worst verdict, whether or not a vacuous one is made up for elsewhere. */
    public Verdict.Kind worst() {
        return verdicts.stream()
                .map(v -> v.verdict().kind())
                .max(Enum::compareTo)
                .orElse(Verdict.Kind.HOLDS);
    }

    /**
     * The worst of several scenarios. A property that is vacuous in one of them and not in another is not held against
     * them, unless the scenario in which it is vacuous names it.
     */
    public static Verdict.Kind worst(List<ScenarioReport> reports) {
        var worst = Verdict.Kind.HOLDS;
        for (ScenarioReport report : reports) {
            for (PropertyVerdict verdict : report.verdicts()) {
                Verdict.Kind kind = verdict.verdict().kind();
                boolean madeGood = kind == Verdict.Kind.VACUOUS && !report.named() && holdsInAny(reports, verdict);
                if (!madeGood && kind.compareTo(worst) > 0) {
                    worst = kind;
                }
            }
        }
        return worst;
    }

    private static boolean holdsInAny(List<ScenarioReport> reports, PropertyVerdict verdict) {
        return reports.stream()
                .flatMap(r -> r.verdicts().stream())
                .anyMatch(v -> v.name().equals(verdict.name()) && v.verdict() instanceof Verdict.Holds);
    }

    /** The verdict of that name. @throws java.util.NoSuchElementException when nothing of that name was checked */
    public Verdict verdict(String name) {
        return verdicts.stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow()
                .verdict();
    }
}
