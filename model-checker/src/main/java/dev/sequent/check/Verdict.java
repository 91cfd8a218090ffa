package dev.sequent.check;

import dev.sequent.check.trace.Counterexample;
import java.util.Optional;

/** What is known after a search. A search that did not end with an empty queue never says that anything holds. */
public sealed interface Verdict {
    /**
     * Every state was seen, and none contradicts it.
     *
     * @param reached the shortest path to the property's witness; empty when it has none
     */
    record Holds(Optional<Counterexample> reached) implements Verdict {}

    record Violated(Counterexample trace) implements Verdict {}

    /** @param why for instance {@code the time limit is reached} */
    record NotExhausted(String why) implements Verdict {}

    /** Every state was seen, and none of them satisfies the witness: the property says nothing here. */
    record Vacuous() implements Verdict {}

    default Kind kind() {
        return switch (this) {
            case Holds ignored -> Kind.HOLDS;
            case Violated ignored -> Kind.VIOLATED;
            case NotExhausted ignored -> Kind.NOT_EXHAUSTED;
            case Vacuous ignored -> Kind.VACUOUS;
        };
    }

    /** From best to worst. */
    enum Kind {
        HOLDS("holds"),
        VACUOUS("vacuous"),
        NOT_EXHAUSTED("not exhausted"),
        VIOLATED("VIOLATED");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
