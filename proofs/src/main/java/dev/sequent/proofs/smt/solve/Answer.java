package dev.sequent.proofs.smt.solve;

import dev.sequent.proofs.smt.term.Term;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Whether some terms can be true together. */
public sealed interface Answer {
    /** The names of those assumptions that it takes. */
    default Set<String> leaned() {
        return Set.of();
    }

    /** They cannot. @param leaned there may be fewer that would do */
    record Impossible(Set<String> leaned) implements Answer {
        public Impossible() {
            this(Set.of());
        }
    }

    /** They can. @param symbols what those that were asked about are then; the others do not matter */
    record Possible(Map<Term, BigInteger> symbols) implements Answer {
        /** The same, as far as it is about symbols that were there when there were so many terms. */
        public Possible first(int terms) {
            var left = new LinkedHashMap<>(symbols);
            left.keySet().removeIf(s -> s.id() >= terms);
            return new Possible(left);
        }
    }

    /** The solver gave up. @param why which limit it met, in its words */
    record Undecided(String why) implements Answer {}
}
