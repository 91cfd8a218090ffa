package dev.sequent.proofs.smt.prove;

import dev.sequent.proofs.smt.encode.Concrete;
import java.util.Optional;

/** What came of an obligation. */
public sealed interface Verdict {
    /** @param solver whether the solver had to be asked; if not, types and bounds decided */
    record Proved(boolean solver) implements Verdict {}

    /**
     * There is a step for which it does not hold: taken by the interpreter, it went as predicted.
     *
     * @param meeting what there is besides the machine, if it is a claim about two peers
     */
    record Refuted(Concrete.Step step, Optional<Meeting> meeting, String seen) implements Verdict {
        public Refuted(Concrete.Step step, String seen) {
            this(step, Optional.empty(), seen);
        }
    }

    /** @param why which limit was met, or why a counterexample is none */
    record Unknown(String why) implements Verdict {}
}
