package dev.sequent.proofs.smt.term;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What terms are when their symbols are given. Truth values are 0 and 1. */
public final class Evaluation {
    private final Function<Term, BigInteger> symbols;
    private final Map<Integer, BigInteger> known = new HashMap<>();

    /** @param symbols asked once for each symbol that is met */
    public Evaluation(Function<Term, BigInteger> symbols) {
        this.symbols = symbols;
    }

    public boolean truth(Term term) {
        return value(term).signum() != 0;
    }

    public BigInteger value(Term term) {
        var found = known.get(term.id());
        if (found == null) {
            found = compute(term);
            known.put(term.id(), found);
        }
        return found;
    }

    private BigInteger compute(Term term) {
        return switch (term.kind()) {
            case NUMBER -> term.constant();
            case INTEGER, TRUTH -> symbols.apply(term);
            case SUM -> {
                var sum = term.constant();
                for (int i = 0; i < term.parts().size(); i++) {
                    sum = sum.add(
                            value(term.part(i)).multiply(term.coefficients().get(i)));
                }
                yield sum;
            }
            case PRODUCT -> value(term.part(0)).multiply(value(term.part(1)));
            case QUOTIENT -> {
                var by = value(term.part(1));
                yield by.signum() > 0 ? Terms.floor(value(term.part(0)), by) : BigInteger.ZERO;
            }
            case CHOICE -> truth(term.part(0)) ? value(term.part(1)) : value(term.part(2));
            case TRUE -> BigInteger.ONE;
            case FALSE -> BigInteger.ZERO;
            case NOT_POSITIVE -> bit(value(term.part(0)).signum() <= 0);
            case ZERO -> bit(value(term.part(0)).signum() == 0);
            case NOT -> bit(!truth(term.part(0)));
            case AND -> bit(truth(term.part(0)) && truth(term.part(1)));
            case OR -> bit(truth(term.part(0)) || truth(term.part(1)));
        };
    }

    private static BigInteger bit(boolean value) {
        return value ? BigInteger.ONE : BigInteger.ZERO;
    }
}
