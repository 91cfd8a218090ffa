package dev.sequent.language.interpret;

import dev.sequent.language.model.Expr;
import dev.sequent.runtime.Fault;
import java.math.BigInteger;

/** Arithmetic as on paper: on unbounded integers, with a fault when the result does not fit into 64 bits. */
final class Exact {
    private Exact() {}

    static long apply(Expr.Arithmetic.Op op, long left, long right) {
        var a = BigInteger.valueOf(left);
        var b = BigInteger.valueOf(right);
        return switch (op) {
            case ADD -> fitting(a.add(b), left + " + " + right);
            case SUB -> fitting(a.subtract(b), left + " - " + right);
            case MUL -> fitting(a.multiply(b), left + " * " + right);
            case DIV -> fitting(a.divide(nonZero(b, left + " / 0")), left + " / " + right);
            case MOD -> fitting(a.remainder(nonZero(b, left + " mod 0")), left + " mod " + right);
            case SHL -> fitting(a.shiftLeft(count(right)), left + " << " + right);
            case SHR -> fitting(a.shiftRight(count(right)), left + " >> " + right);
        };
    }

    static long negate(long value) {
        return fitting(BigInteger.valueOf(value).negate(), "-(" + value + ")");
    }

    static long abs(long value) {
        return fitting(BigInteger.valueOf(value).abs(), "abs(" + value + ")");
    }

    private static long fitting(BigInteger value, String calculation) {
        if (value.bitLength() > 63) {
            throw new Fault(-1, calculation + " does not fit in 64 bits");
        }
        return value.longValue();
    }

    private static BigInteger nonZero(BigInteger divisor, String calculation) {
        if (divisor.signum() == 0) {
            throw new Fault(-1, calculation + ": division by zero");
        }
        return divisor;
    }

    private static int count(long shift) {
        if (shift < 0 || shift > 63) {
            throw new Fault(-1, "shift by " + shift + ": only 0 to 63");
        }
        return (int) shift;
    }
}
