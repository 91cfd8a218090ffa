package dev.sequent.check;

import dev.sequent.check.simulation.Lengths;
import dev.sequent.check.simulation.Simulation;
import dev.sequent.check.system.Watch;
import dev.sequent.check.trace.Counterexample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What random walks through one scenario found. It never says that anything holds.
 *
 * @param scenario its name
 * @param findings what is violated, in the order: faults, deadlock, invariants, properties
 * @param sound names of what was watched for and not found violated, in the same order
 * @param reached names of the witnesses that walks came to
 * @param unreached names of the others
 * @param bounds what was assumed
 * @param walked the walks themselves
 * @param states the combinations of the machines' states
 * @param ends how often a walk was where nothing more happens except that time passes, and nobody waits, by the states
 *     of the machines
 * @param coverage of rules, by all that was possible where walks were
 */
public record SimulationReport(
        String protocol,
        String digest,
        String scenario,
        String doc,
        List<Finding> findings,
        List<String> sound,
        List<String> reached,
        List<String> unreached,
        List<String> bounds,
        Walked walked,
        States states,
        Map<String, Long> ends,
        Coverage coverage) {

    public SimulationReport {
        findings = List.copyOf(findings);
        sound = List.copyOf(sound);
        reached = List.copyOf(reached);
        unreached = List.copyOf(unreached);
        bounds = List.copyOf(bounds);
    }

    /**
     * Something that is violated.
     *
     * @param walk number of the walk that found it; empty when no single one did: a run is put together from many
     * @param steps to it in that walk; of a run, to where it begins to repeat, or rests
     * @param trace the same, made short
     * @param shortest whether there is no shorter one
     */
    public record Finding(Watch subject, Optional<Long> walk, int steps, Counterexample trace, boolean shortest) {}

    /**
     * @param seed of all walks
     * @param first number of the first
     * @param walks how many
     * @param steps of all of them
     * @param depth steps of the longest, at most
     * @param ended walks that came to where nothing more can happen
     * @param worlds how often the tables were full and emptied, plus one
     */
    public record Walked(
            long seed,
            long first,
            long walks,
            long steps,
            int depth,
            long ended,
            Lengths lengths,
            int worlds,
            Duration elapsed,
            Simulation.Stop stop) {

        /** Steps in a second. */
        public double rate() {
            return steps / Math.max(1e-9, elapsed.toNanos() / 1e9);
        }
    }

    /**
     * How often walks were in each combination of states.
     *
     * @param peers names, one or two
     * @param first names of the first peer's states
     * @param second names of the second peer's; one, empty, when there is no second
     * @param visits by the first peer's state, then the second's
     */
    public record States(List<String> peers, List<String> first, List<String> second, long[][] visits) {
        /** Combinations that occurred. */
        public int seen() {
            int seen = 0;
            for (long[] row : visits) {
                for (long count : row) {
                    seen += count > 0 ? 1 : 0;
                }
            }
            return seen;
        }

        /** Combinations that one can think of. */
        public int all() {
            return first.size() * second.size();
        }
    }
}
