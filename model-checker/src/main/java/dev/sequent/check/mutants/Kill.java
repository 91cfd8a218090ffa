package dev.sequent.check.mutants;

import dev.sequent.check.trace.Counterexample;
import java.time.Duration;

/**
 * Something failed in a mutant.
 *
 * @param property or invariant, as verdicts spell it
 * @param states seen by then
 * @param elapsed of the search
 */
public record Kill(String property, String scenario, Counterexample trace, long states, Duration elapsed) {
    /** Steps of the counterexample, including those of a loop. */
    public int steps() {
        return trace.steps().size();
    }
}
