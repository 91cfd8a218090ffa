package dev.sequent.check.mutants;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.PropertyVerdict;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Verdict;
import dev.sequent.check.engine.Exploration;
import dev.sequent.check.mutants.Fate.Attempt;
import dev.sequent.check.mutants.Mutant.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One mutant before the checker. */
final class Trial {
    private final Ready ready;
    private final Mutant mutant;
    private final CheckRun run;
    private final CheckOptions options;
    private final boolean everything;

    private final long began = System.nanoTime();
    private final List<Kill> kills = new ArrayList<>();
    private final Set<String> watched = new LinkedHashSet<>();
    private final Set<String> fell = new LinkedHashSet<>();

    /** @param everything watch everything that a scenario checks, to the last state, once it is killed */
    Trial(Ready ready, CheckRun run, CheckOptions options, boolean everything) {
        this.ready = ready;
        this.run = run;
        this.options = options.withSet(ready.set());
        this.everything = everything;
        mutant = ready.mutant();
    }

    /** Ends a search, and says nothing about its result. */
    private static final class Cancelled extends Exception {
        private static final long serialVersionUID = 1L;
    }

    MutantReport run(Duration compiling) {
        Fate fate;
        try {
            fate = fate();
            if (everything) {
                watchEverything(
                        kills.isEmpty()
                                ? mutant.scenarios().getFirst().text()
                                : kills.getFirst().scenario());
            }
        } catch (Cancelled e) {
            fate = new Fate.Interrupted("it was known what fails");
        }
        return new MutantReport(
                mutant, fate, kills, watched, fell, compiling, Duration.ofNanos(System.nanoTime() - began));
    }

    private Fate fate() throws Cancelled {
        for (Line wanted : mutant.kills()) {
            var attempts = new ArrayList<Attempt>();
            Optional<Kill> kill = kill(wanted.text(), attempts);
            if (kill.isEmpty()) {
                return standing(wanted.text(), attempts);
            }
            kills.add(kill.get());
        }
        return Story.gap(mutant.tells(), kills.getFirst().trace().figure())
                .<Fate>map(Fate.Untold::new)
                .orElseGet(Fate.Killed::new);
    }

    private Optional<Kill> kill(String property, List<Attempt> attempts) throws Cancelled {
        watched.add(property);
        for (Line scenario : mutant.scenarios()) {
            ScenarioReport report = check(scenario.text(), Set.of(property), false);
            Verdict verdict = report.verdict(property);
            if (verdict instanceof Verdict.Violated violated) {
                fell.add(property);
                return Optional.of(kill(property, report, violated));
            }
            attempts.add(new Attempt(
                    scenario.text(), text(verdict), report.statistics().states()));
        }
        return Optional.empty();
    }

    private static Kill kill(String property, ScenarioReport report, Verdict.Violated violated) {
        var statistics = report.statistics();
        return new Kill(property, report.scenario(), violated.trace(), statistics.states(), statistics.elapsed());
    }

    /** What should fail does not: what does fail? */
    private Fate standing(String property, List<Attempt> attempts) throws Cancelled {
        for (Line scenario : mutant.scenarios()) {
            ScenarioReport report = check(scenario.text(), Set.of(), false);
            Optional<Kill> other = report.verdicts().stream()
                    .filter(v -> v.verdict() instanceof Verdict.Violated)
                    .map(v -> kill(v.name(), report, (Verdict.Violated) v.verdict()))
                    .min(Comparator.comparingInt(Kill::steps));
            if (other.isPresent()) {
                fell.add(other.get().property());
                return new Fate.KilledByAnother(property, other.get());
            }
        }
        return attempts.stream().anyMatch(a -> a.verdict().startsWith(Verdict.Kind.NOT_EXHAUSTED.text()))
                ? new Fate.NotExhausted(property, attempts)
                : new Fate.Survived(property, attempts);
    }

    private void watchEverything(String scenario) throws Cancelled {
        for (PropertyVerdict verdict : check(scenario, Set.of(), true).verdicts()) {
            watched.add(verdict.name());
            if (verdict.verdict() instanceof Verdict.Violated) {
                fell.add(verdict.name());
            }
        }
    }

    private ScenarioReport check(String scenario, Set<String> only, boolean keepGoing) throws Cancelled {
        ScenarioReport report = run.check(
                ready.scenario(scenario),
                options.withOnly(only).withLimits(options.limits().withKeepGoing(keepGoing)));
        if (report.stop().equals(Optional.of(Exploration.Stop.INTERRUPTED))) {
            throw new Cancelled();
        }
        return report;
    }

    static String text(Verdict verdict) {
        return verdict instanceof Verdict.NotExhausted open
                ? verdict.kind().text() + ": " + open.why()
                : verdict.kind().text();
    }
}
