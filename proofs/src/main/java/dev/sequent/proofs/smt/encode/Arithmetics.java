package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Times;
import java.math.BigInteger;

/** Arithmetic of integers, durations and times: exact, a fault where the result does not fit in 64 bits. */
final class Arithmetics {
    private static final int LARGEST_SHIFT = 63;

    private final Execution execution;
    private final Terms terms;

    Arithmetics(Execution execution) {
        this.execution = execution;
        this.terms = execution.terms;
    }

    Term result(Expr.Arithmetic e, Term a, Term b, Snapshot at) {
        if (e.left().type() instanceof Type.Time) {
            return e.right().type() instanceof Type.Time
                    ? difference(e, a, b, at)
                    : moved(e, a, e.op() == Expr.Arithmetic.Op.ADD ? b : terms.negate(b), at);
        }
        return switch (e.op()) {
            case ADD -> fit(terms.plus(a, b), e.span(), at);
            case SUB -> fit(terms.minus(a, b), e.span(), at);
            case MUL -> fit(terms.times(a, b), e.span(), at);
            case DIV -> divide(a, b, e.span(), at);
            case MOD -> {
                nonZero(b, e.span(), at);
                yield terms.minus(a, terms.times(b, truncated(a, b)));
            }
            case SHL -> {
                shift(b, e.span(), at);
                yield fit(terms.times(a, power(b)), e.span(), at);
            }
            case SHR -> {
                shift(b, e.span(), at);
                yield right(a, b);
            }
        };
    }

    private Term fit(Term number, Span span, Snapshot at) {
        execution.demand(
                FaultKind.OVERFLOW,
                span,
                at,
                terms.within(number, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE)));
        return number;
    }

    /** Towards zero; by zero it is a fault. */
    Term divide(Term a, Term b, Span span, Snapshot at) {
        nonZero(b, span, at);
        return fit(truncated(a, b), span, at);
    }

    private void nonZero(Term divisor, Span span, Snapshot at) {
        execution.demand(FaultKind.DIVISION, span, at, terms.not(terms.equal(divisor, terms.number(0))));
    }

    private Term truncated(Term a, Term b) {
        var zero = terms.number(0);
        var quotient = terms.quotient(size(a), size(b));
        var opposite = terms.not(terms.same(terms.less(a, zero), terms.less(b, zero)));
        return terms.choice(opposite, terms.negate(quotient), quotient);
    }

    private Term size(Term a) {
        return terms.choice(terms.less(a, terms.number(0)), terms.negate(a), a);
    }

    // ------------------------------------------------------------ shifts

    private void shift(Term count, Span span, Snapshot at) {
        execution.demand(
                FaultKind.SHIFT, span, at, terms.within(count, BigInteger.ZERO, BigInteger.valueOf(LARGEST_SHIFT)));
    }

    /** A choice between the powers of two: products with it stay linear. */
    private Term power(Term count) {
        var power = terms.number(BigInteger.ONE.shiftLeft(LARGEST_SHIFT));
        for (int i = LARGEST_SHIFT - 1; i >= 0; i--) {
            power = terms.choice(
                    terms.lessOrEqual(count, terms.number(i)), terms.number(BigInteger.ONE.shiftLeft(i)), power);
        }
        return power;
    }

    private Term right(Term a, Term count) {
        var result = terms.quotient(a, terms.number(BigInteger.ONE.shiftLeft(LARGEST_SHIFT)));
        for (int i = LARGEST_SHIFT - 1; i >= 0; i--) {
            result = terms.choice(
                    terms.lessOrEqual(count, terms.number(i)),
                    terms.quotient(a, terms.number(BigInteger.ONE.shiftLeft(i))),
                    result);
        }
        return result;
    }

    // ------------------------------------------------------------ times

    boolean isDifferenceOfTimes(Expr expr) {
        return expr instanceof Expr.Arithmetic e
                && e.left().type() instanceof Type.Time
                && e.right().type() instanceof Type.Time;
    }

    private Term difference(Expr.Arithmetic e, Term a, Term b, Snapshot at) {
        execution.demand(
                FaultKind.TIME,
                e.span(),
                at,
                terms.not(terms.or(Expressions.never(terms, a), Expressions.never(terms, b))));
        return fit(terms.minus(a, b), e.span(), at);
    }

    private Term moved(Expr.Arithmetic e, Term time, Term by, Snapshot at) {
        var never = Expressions.never(terms, time);
        var moved = terms.plus(time, by);
        // Earlier ones stand for something else.
        execution.demand(
                FaultKind.OVERFLOW,
                e.span(),
                at,
                terms.or(
                        never,
                        terms.within(
                                moved, BigInteger.valueOf(Long.MIN_VALUE / 2), BigInteger.valueOf(Long.MAX_VALUE))));
        return terms.choice(never, time, moved);
    }

    /**
     * A difference of times is compared with a duration even where it is not known, if only one of them was never set.
     */
    Term compareDifference(Expr.Compare e, Snapshot at) {
        boolean turned = !isDifferenceOfTimes(e.left());
        var difference = (Expr.Arithmetic) (turned ? e.right() : e.left());
        var length = turned ? execution.expressions.number(e.left(), at) : terms.number(0);
        var from = execution.expressions.number(difference.left(), at);
        var to = execution.expressions.number(difference.right(), at);
        if (!turned) {
            length = execution.expressions.number(e.right(), at);
        }
        var longer = terms.and(Expressions.never(terms, to), terms.not(Expressions.never(terms, from)));
        execution.demand(
                FaultKind.TIME,
                e.span(),
                at,
                terms.or(longer, terms.not(terms.or(Expressions.never(terms, from), Expressions.never(terms, to)))));
        var known = terms.minus(from, to);
        execution.demand(
                FaultKind.OVERFLOW,
                e.span(),
                at,
                terms.or(
                        longer,
                        terms.within(known, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE))));
        var op = turned ? reversed(e.op()) : e.op();
        var whenLonger = terms.truth(op == Expr.Compare.Op.NE || op == Expr.Compare.Op.GT || op == Expr.Compare.Op.GE);
        return terms.choice(longer, whenLonger, order(op, known, length));
    }

    private static Expr.Compare.Op reversed(Expr.Compare.Op op) {
        return switch (op) {
            case EQ, NE -> op;
            case LT -> Expr.Compare.Op.GT;
            case LE -> Expr.Compare.Op.GE;
            case GT -> Expr.Compare.Op.LT;
            case GE -> Expr.Compare.Op.LE;
        };
    }

    /** A time that was never set is less than all others as a number, too. */
    Term order(Expr.Compare.Op op, Term a, Term b) {
        return switch (op) {
            case EQ -> terms.equal(a, b);
            case NE -> terms.not(terms.equal(a, b));
            case LT -> terms.less(a, b);
            case LE -> terms.lessOrEqual(a, b);
            case GT -> terms.less(b, a);
            case GE -> terms.lessOrEqual(b, a);
        };
    }

    /** When a timer that is started at this time is due. */
    Term due(Term time) {
        return terms.choice(terms.equal(time, terms.number(Times.NEVER)), execution.world.now(), time);
    }
}
