package dev.sequent.cli.sensitivity;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.PropertyVerdict;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Verdict;
import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The explorer in the quick scenarios: in each as far as the first states, then in those that are larger, until
 * something is violated; and when all has been explored, whether anything has become vacuous.
 */
final class CheckJudge implements Judge {
    /** States of the first turn: shortest counterexamples are short. */
    private static final long FIRST = 5_000;

    private final Bounds bounds;
    private final long memory;
    private final int width;

    /** @param memory bytes of the tables of a search */
    CheckJudge(Bounds bounds, long memory, int width) {
        this.bounds = bounds;
        this.memory = memory;
        this.width = width;
    }

    static List<Scenario> quick(List<Scenario> all) {
        return all.stream().filter(Scenario::quick).toList();
    }

    @Override
    public Opinion of(Broken broken, Until until) {
        var run = new CheckRun(broken.protocol(), broken.core(), broken.sources());
        var explored = new ArrayList<ScenarioReport>();
        List<Scenario> left = quick(broken.protocol().scenarios());
        long states = 0;
        for (long most : List.of(Math.min(FIRST, bounds.states()), bounds.states())) {
            var larger = new ArrayList<Scenario>();
            for (Scenario scenario : left) {
                if (until.over()) {
                    return new Opinion.GaveUp(states);
                }
                ScenarioReport report = run.check(
                        scenario,
                        CheckOptions.defaults()
                                .withThreads(1)
                                .withSet(broken.set())
                                .withLimits(Limits.none()
                                        .withStates(most)
                                        .withTime(until.left())
                                        .withMemory(memory)));
                states += report.statistics().states();
                Optional<Opinion> found = violated(report);
                if (found.isPresent()) {
                    return found.get();
                }
                if (report.stop().isEmpty()) {
                    explored.add(report);
                } else if (report.stop().get() == Exploration.Stop.STATES) {
                    larger.add(scenario);
                } else { // Time and memory are other ones on other machines.
                    return new Opinion.GaveUp(states);
                }
            }
            left = larger;
        }
        Optional<Opinion> vacuous = left.isEmpty() ? vacuous(explored, states) : Optional.empty();
        return vacuous.orElse(new Opinion.Missed(states));
    }

    private Optional<Opinion> violated(ScenarioReport report) {
        return report.verdicts().stream()
                .map(PropertyVerdict::verdict)
                .filter(Verdict.Violated.class::isInstance)
                .map(v -> ((Verdict.Violated) v).trace())
                .min(Comparator.comparingInt((Counterexample t) -> t.steps().size()))
                .map(trace -> new Opinion.Found(
                        trace.subject().name() + " in " + report.scenario(),
                        report.statistics().states(),
                        trace.steps().size(),
                        trace.finding() + "\n" + trace.figure(width)));
    }

    /** As the check as a whole says it: what is vacuous in one scenario may be made good in another. */
    private static Optional<Opinion> vacuous(List<ScenarioReport> reports, long states) {
        if (ScenarioReport.worst(reports) != Verdict.Kind.VACUOUS) {
            return Optional.empty();
        }
        for (ScenarioReport report : reports) {
            for (PropertyVerdict verdict : report.verdicts()) {
                boolean alone = verdict.verdict() instanceof Verdict.Vacuous
                        && (report.named() || reports.stream().noneMatch(r -> holds(r, verdict.name())));
                if (alone) {
                    String name = verdict.name() + " in " + report.scenario();
                    return Optional.of(new Opinion.Found(
                            name, states, 0, "vacuous: what it is about does not occur any longer\n"));
                }
            }
        }
        throw new IllegalStateException("something is vacuous, and nothing is");
    }

    private static boolean holds(ScenarioReport report, String name) {
        return report.verdicts().stream().anyMatch(v -> v.name().equals(name) && v.verdict() instanceof Verdict.Holds);
    }
}
