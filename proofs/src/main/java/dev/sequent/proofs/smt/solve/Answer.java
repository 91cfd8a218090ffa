package dev.sequent.proofs.smt.solve;

import dev.sequent.proofs.smt.term.Term;
import java.math.BigInteger;
import java.util.Map;

/** Whether some terms can be true together. */
public sealed interface Answer {
    /** They cannot. */
    record Impossible() implements Answer {}

    /** They can. @param symbols what those that were asked about are then; the others do not matter */
    record Possible(Map<Term, BigInteger> symbols) implements Answer {}

    /** The solver gave up. @param why which limit it met, in its words */
    record Undecided(String why) implements Answer {}
}
