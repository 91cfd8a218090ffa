package dev.sequent.check.mutants;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Verdict;
import dev.sequent.check.engine.Exploration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must hold without any mutant for its failure to mean something: everything that failed, with one search for each
 * scenario and setting of parameters, since a search judges any number of properties at once.
 */
record Baseline(String scenario, Map<String, Long> set, Set<String> names) {

    /** Everything that is needed for what failed in the mutants. */
    static List<Baseline> of(List<Ready> mutants, List<MutantReport> reports) {
        record Where(String scenario, Map<String, Long> set) {}
        var names = new LinkedHashMap<Where, Set<String>>();
        for (int m = 0; m < mutants.size(); m++) {
            for (Kill kill : reports.get(m).kills()) {
                names.computeIfAbsent(new Where(kill.scenario(), mutants.get(m).set()), k -> new TreeSet<>())
                        .add(kill.property());
            }
        }
        var all = new ArrayList<Baseline>();
        names.forEach((where, what) -> all.add(new Baseline(where.scenario(), where.set(), what)));
        return all;
    }

    /** Those of the names that do not hold, with their verdicts; empty as a whole when it was interrupted. */
    Optional<Map<String, String>> broken(Original original, CheckRun run, CheckOptions options) {
        ScenarioReport report = run.check(
                original.scenario(scenario),
                options.withSet(set).withOnly(names).withLimits(options.limits().withKeepGoing(true)));
        if (report.stop().equals(Optional.of(Exploration.Stop.INTERRUPTED))) {
            return Optional.empty();
        }
        var broken = new LinkedHashMap<String, String>();
        for (String name : names) {
            Verdict verdict = report.verdict(name);
            if (!(verdict instanceof Verdict.Holds)) {
                broken.put(name, Trial.text(verdict));
            }
        }
        return Optional.of(broken);
    }

    boolean isOf(Ready mutant, Kill kill) {
        return scenario.equals(kill.scenario()) && set.equals(mutant.set());
    }
}
