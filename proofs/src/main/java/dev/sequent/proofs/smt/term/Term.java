package dev.sequent.proofs.smt.term;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A term: equal ones are the same object, as long as they come from the same {@link Terms}.
 *
 * <p>An integer is unbounded; {@link #low} and {@link #high} are bounds that hold whatever its symbols stand for within
 * theirs.
 */
public final class Term {
    /** What a term is. */
    public enum Kind {
        /** A number: {@link Term#constant}. */
        NUMBER,
        /** An unknown integer: {@link Term#name}. */
        INTEGER,
        /** An unknown truth value: {@link Term#name}. */
        TRUTH,
        /** {@link Term#constant}, and each part times its coefficient; two parts at least, or one and a constant. */
        SUM,
        /** Of two integers, neither of them a number. */
        PRODUCT,
        /** Rounded down; of no meaning unless the divisor is positive. */
        QUOTIENT,
        /** The first part decides between the two others, which are integers. */
        CHOICE,
        TRUE,
        FALSE,
        /** The part is not positive. */
        NOT_POSITIVE,
        /** The part is zero. */
        ZERO,
        NOT,
        AND,
        OR
    }

    private final int id;
    private final Kind kind;
    private final String name;
    private final BigInteger constant;
    private final List<Term> parts;
    private final List<BigInteger> coefficients;
    private final Optional<BigInteger> low;
    private final Optional<BigInteger> high;

    Term(
            int id,
            Kind kind,
            String name,
            BigInteger constant,
            List<Term> parts,
            List<BigInteger> coefficients,
            Optional<BigInteger> low,
            Optional<BigInteger> high) {
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.constant = constant;
        this.parts = parts;
        this.coefficients = coefficients;
        this.low = low;
        this.high = high;
    }

    /** In the order in which they were made: parts come before what is made of them. */
    public int id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public BigInteger constant() {
        return constant;
    }

    public List<Term> parts() {
        return parts;
    }

    public Term part(int index) {
        return parts.get(index);
    }

    public List<BigInteger> coefficients() {
        return coefficients;
    }

    /** Empty: there is none. */
    public Optional<BigInteger> low() {
        return low;
    }

    public Optional<BigInteger> high() {
        return high;
    }

    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    public boolean isTrue() {
        return kind == Kind.TRUE;
    }

    public boolean isFalse() {
        return kind == Kind.FALSE;
    }

    /** For whoever looks at an obligation; large terms are cut off. */
    @Override
    public String toString() {
        return text(6);
    }

    private String text(int depth) {
        if (depth == 0) {
            return "...";
        }
        return switch (kind) {
            case NUMBER -> constant.toString();
            case INTEGER, TRUTH -> name;
            case TRUE -> "true";
            case FALSE -> "false";
            case SUM, PRODUCT, QUOTIENT, CHOICE, NOT_POSITIVE, ZERO, NOT, AND, OR -> {
                var text = new StringBuilder("(").append(kind);
                if (kind == Kind.SUM) {
                    text.append(' ').append(constant);
                }
                for (int i = 0; i < parts.size(); i++) {
                    text.append(' ');
                    if (kind == Kind.SUM && !coefficients.get(i).equals(BigInteger.ONE)) {
                        text.append(coefficients.get(i)).append('*');
                    }
                    text.append(parts.get(i).text(depth - 1));
                }
                yield text.append(')').toString();
            }
        };
    }
}
