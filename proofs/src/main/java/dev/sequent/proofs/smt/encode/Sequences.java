package dev.sequent.proofs.smt.encode;

import dev.sequent.proofs.smt.encode.Value.Sequence;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.math.BigInteger;

/** Sequence numbers modulo 2^32, RFC 9293, 3.4. */
final class Sequences {
    static final BigInteger SPACE = BigInteger.ONE.shiftLeft(32);
    static final BigInteger HALF = BigInteger.ONE.shiftLeft(31);
    /** A number that has gone round more often is brought back by division. */
    private static final int ROUNDS = 6;

    private final Terms terms;

    Sequences(Terms terms) {
        this.terms = terms;
    }

    /** {@code 0 .. 2^32-1}, the same modulo 2^32. */
    Term unsigned(Term number) {
        if (number.low().isPresent() && number.high().isPresent()) {
            var least = floor(number.low().get());
            var most = floor(number.high().get());
            if (most.subtract(least).compareTo(BigInteger.valueOf(ROUNDS)) <= 0) {
                var result = back(number, most);
                for (var round = most.subtract(BigInteger.ONE);
                        round.compareTo(least) >= 0;
                        round = round.subtract(BigInteger.ONE)) {
                    var end = terms.number(round.add(BigInteger.ONE).multiply(SPACE));
                    result = terms.choice(terms.less(number, end), back(number, round), result);
                }
                return result;
            }
        }
        return terms.minus(number, terms.times(terms.quotient(number, terms.number(SPACE)), SPACE));
    }

    private Term back(Term number, BigInteger rounds) {
        return terms.minus(number, terms.number(rounds.multiply(SPACE)));
    }

    private static BigInteger floor(BigInteger number) {
        return number.shiftRight(32);
    }

    /** {@code -2^31 .. 2^31-1}, the same modulo 2^32. */
    Term signed(Term number) {
        var half = terms.number(HALF);
        return terms.minus(unsigned(terms.plus(number, half)), half);
    }

    /** How far {@code to} is ahead of {@code from}, not brought back into any range. */
    Term difference(Sequence to, Sequence from) {
        var offsets = terms.minus(to.offset(), from.offset());
        return to.space().equals(from.space())
                ? offsets
                : terms.plus(
                        offsets, terms.minus(to.space().base(), from.space().base()));
    }

    Term equal(Sequence a, Sequence b) {
        return terms.equal(signed(difference(a, b)), terms.number(0));
    }

    /** a < b. */
    Term less(Sequence a, Sequence b) {
        return terms.less(terms.number(0), signed(difference(b, a)));
    }

    Term lessOrEqual(Sequence a, Sequence b) {
        return terms.lessOrEqual(terms.number(0), signed(difference(b, a)));
    }

    /** That the order of two numbers modulo 2^32 is the order of the numbers that were never reduced. */
    Term near(Sequence a, Sequence b) {
        if (!a.space().equals(b.space())) {
            return terms.truth(true);
        }
        return terms.within(difference(b, a), HALF.negate(), HALF.subtract(BigInteger.ONE));
    }

    /** That {@code to} lies where {@code from} does, or less than half the space ahead. */
    Term ahead(Sequence from, Sequence to) {
        return terms.within(signed(difference(to, from)), BigInteger.ZERO, HALF.subtract(BigInteger.ONE));
    }

    Sequence plus(Sequence a, Term number) {
        return new Sequence(a.space(), terms.plus(a.offset(), number));
    }

    /** The same number, counted from the base of another space. */
    Sequence in(Space space, Sequence a) {
        return a.space().equals(space)
                ? a
                : new Sequence(
                        space, terms.plus(a.offset(), terms.minus(a.space().base(), space.base())));
    }

    /** The 32 bits. */
    Term bits(Sequence a) {
        return unsigned(terms.plus(a.offset(), a.space().base()));
    }
}
