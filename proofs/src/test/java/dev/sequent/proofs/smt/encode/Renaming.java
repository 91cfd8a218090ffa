package dev.sequent.proofs.smt.encode;

import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The same terms with other symbols. */
final class Renaming {
    private final Terms terms;
    private final Map<Term, Term> names = new HashMap<>();
    private final Map<Term, Term> known = new HashMap<>();

    Renaming(Terms terms) {
        this.terms = terms;
    }

    /** To be said before it is met in a term. */
    void rename(Term symbol, Term other) {
        names.put(symbol, other);
    }

    Term of(Term term) {
        var found = known.get(term);
        if (found == null) {
            found = make(term);
            known.put(term, found);
        }
        return found;
    }

    private Term make(Term term) {
        return switch (term.kind()) {
            case NUMBER, TRUE, FALSE -> term;
            case INTEGER, TRUTH -> names.getOrDefault(term, term);
            case SUM -> {
                var sum = terms.number(term.constant());
                for (int i = 0; i < term.parts().size(); i++) {
                    sum = terms.plus(
                            sum,
                            terms.times(of(term.part(i)), term.coefficients().get(i)));
                }
                yield sum;
            }
            case PRODUCT -> terms.times(of(term.part(0)), of(term.part(1)));
            case QUOTIENT -> terms.quotient(of(term.part(0)), of(term.part(1)));
            case CHOICE -> terms.choice(of(term.part(0)), of(term.part(1)), of(term.part(2)));
            case NOT_POSITIVE -> terms.lessOrEqual(of(term.part(0)), terms.number(0));
            case ZERO -> terms.equal(of(term.part(0)), terms.number(0));
            case NOT -> terms.not(of(term.part(0)));
            case AND -> terms.and(of(term.part(0)), of(term.part(1)));
            case OR -> terms.or(of(term.part(0)), of(term.part(1)));
        };
    }

    /** The symbols that occur in a term. */
    static Set<Term> symbols(Term term) {
        var symbols = new HashSet<Term>();
        gather(term, new HashSet<>(), symbols);
        return symbols;
    }

    private static void gather(Term term, Set<Term> seen, Set<Term> symbols) {
        if (seen.add(term)) {
            if (term.kind() == Term.Kind.INTEGER || term.kind() == Term.Kind.TRUTH) {
                symbols.add(term);
            }
            term.parts().forEach(p -> gather(p, seen, symbols));
        }
    }
}
