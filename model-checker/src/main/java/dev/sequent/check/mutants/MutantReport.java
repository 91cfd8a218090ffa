package dev.sequent.check.mutants;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What came out of one mutant.
 *
 * @param kills what fell of that which should, in the order in which the mutant names it
 * @param watched all that was looked out for in it
 * @param fell all that did fall, also what need not have
 * @param compiling how long its core took to make
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
