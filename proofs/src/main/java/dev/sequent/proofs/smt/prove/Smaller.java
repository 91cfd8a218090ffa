package dev.sequent.proofs.smt.prove;

import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for a counterexample in which as much as possible is as usual: first what is there or not, set or not, running
 * or not; then numbers. What cannot be as usual comes as near to it as it can. Greedy, in an order that is always the
 * same: what comes first is given up last. Asks a bounded number of questions, and for the same seed ends at the same
 * counterexample.
 */
final class Smaller {
    private static final int QUESTIONS = 240;
    /** A solver that has given up so often will do so again, and each time takes as long as it may. */
    private static final int UNDECIDED = 3;
    /** How much further from the usual is looked next. */
    private static final BigInteger STRIDE = BigInteger.valueOf(16);

    private final Terms terms;
    private final Solver solver;
    private final Usual usual;

    Smaller(Terms terms, Solver solver, Usual usual) {
        this.terms = terms;
        this.solver = solver;
        this.usual = usual;
    }

    /** @param question what is possible, as {@code found} shows, besides what is required of the solver's terms now */
    Answer.Possible than(Answer.Possible found, List<Term> question) {
        return new Search(found, question).run();
    }

    private final class Search {
        private final List<Term> kept;
        /** In which all that is kept is true. */
        private Answer.Possible best;

        private int asked;
        private int undecided;

        Search(Answer.Possible found, List<Term> question) {
            best = found;
            kept = new ArrayList<>(question);
        }

        Answer.Possible run() {
            var order = Comparator.<Term>comparingInt(s -> s.kind() == Term.Kind.TRUTH ? 0 : 1)
                    .thenComparingInt(usual::rank)
                    .thenComparingInt(Term::id);
            var symbols = best.symbols().keySet().stream().sorted(order).toList();
            keep(symbols);
            symbols.stream().filter(s -> s.kind() == Term.Kind.INTEGER).forEach(this::approach);
            return best;
        }

        private boolean over() {
            return asked >= QUESTIONS || undecided >= UNDECIDED;
        }

        /** As many of these as usual as there can be, those that come first rather than the others. */
        private void keep(List<Term> symbols) {
            if (symbols.isEmpty() || over()) {
                return;
            }
            var wishes = symbols.stream().map(this::asUsual).toList();
            var seen = usual.evaluation(best);
            if (wishes.stream().allMatch(seen::truth) || possible(wishes)) {
                kept.addAll(wishes);
            } else if (symbols.size() > 1) {
                int half = symbols.size() / 2;
                keep(symbols.subList(0, half));
                keep(symbols.subList(half, symbols.size()));
            }
        }

        private Term asUsual(Term symbol) {
            return is(symbol, usual.of(symbol));
        }

        private Term is(Term symbol, BigInteger value) {
            return symbol.kind() == Term.Kind.TRUTH
                    ? terms.same(symbol, terms.truth(value.signum() != 0))
                    : terms.equal(symbol, terms.number(value));
        }

        /** Where a number cannot be as usual: the nearest that it can be, found by strides and then by halves. */
        private void approach(Term symbol) {
            var target = usual.of(symbol);
            var near = BigInteger.ZERO;
            var far = distance(symbol, target);
            if (far.signum() == 0) {
                return;
            }
            var step = BigInteger.ONE;
            boolean striding = true;
            while (near.add(BigInteger.ONE).compareTo(far) < 0 && !over()) {
                var middle = near.add(far).shiftRight(1);
                var within = striding ? step.min(middle) : middle;
                if (possible(List.of(terms.within(symbol, target.subtract(within), target.add(within))))) {
                    far = distance(symbol, target);
                    striding = false;
                } else {
                    near = within;
                    step = step.multiply(STRIDE);
                }
            }
            kept.add(is(symbol, value(symbol)));
        }

        private BigInteger value(Term symbol) {
            return usual.evaluation(best).value(symbol);
        }

        private BigInteger distance(Term symbol, BigInteger target) {
            return value(symbol).subtract(target).abs();
        }

        /** Whether that is possible, too; then {@link #best} shows how. */
        private boolean possible(List<Term> wishes) {
            var question = new ArrayList<>(kept);
            question.addAll(wishes);
            asked++;
            return switch (solver.ask(question)) {
                case Answer.Possible p -> {
                    best = p;
                    yield true;
                }
                case Answer.Impossible _ -> false;
                case Answer.Undecided _ -> {
                    undecided++;
                    yield false;
                }
            };
        }
    }
}
