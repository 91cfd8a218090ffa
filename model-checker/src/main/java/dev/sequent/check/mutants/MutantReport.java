package dev.sequent.check.mutants;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The results of one mutant.
 *
 * @param kills what failed of what should fail, in the order in which the mutant names it
 * @param watched everything that was watched in it
 * @param fell everything that failed, including what need not have
 * @param compiling how long its core took to build
 * @param checking how long the searches took
 */
public record MutantReport(
        Mutant mutant,
        Fate fate,
        List<Kill> kills,
        Set<String> watched,
        Set<String> fell,
        Duration compiling,
        Duration checking) {
    public MutantReport {
        kills = List.copyOf(kills);
        watched = Set.copyOf(watched);
        fell = Set.copyOf(fell);
    }

    public boolean killed() {
        return fate instanceof Fate.Killed;
    }

    MutantReport withFate(Fate other) {
        return new MutantReport(mutant, other, kills, watched, fell, compiling, checking);
    }
}
