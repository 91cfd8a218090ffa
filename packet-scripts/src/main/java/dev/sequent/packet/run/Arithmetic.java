package dev.sequent.packet.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * What Python makes of numbers: whole ones ({@link BigInteger}) have as many digits as they need, the others are
 * {@link Double}, and truth values count as 1 and 0.
 */
final class Arithmetic {
    /** Digits of a whole number: more would only be for the memory of this machine to suffer. */
    static final int DIGITS = 2_048;

    private static final int BITS = BigInteger.TEN.pow(DIGITS).bitLength();
    /** More than a double has. */
    private static final MathContext EXACT_ENOUGH = new MathContext(60);

    private Arithmetic() {}

    static Object literal(String token) {
        if (token.length() > DIGITS) {
            throw tooLong();
        }
        if (token.startsWith("0x") || token.startsWith("0X")) {
            return new BigInteger(token.substring(2), 16);
        }
        return token.contains(".") ? (Object) finite(Double.parseDouble(token)) : new BigInteger(token);
    }

    private static UnsupportedException tooLong() {
        return new UnsupportedException("a number of more than " + DIGITS + " digits in an assertion");
    }

    /** What a sum, a difference or a product is. */
    static Object of(char operator, Object left, Object right) {
        if (left instanceof Double || right instanceof Double) {
            double a = number(left);
            double b = number(right);
            return finite(
                    switch (operator) {
                        case '+' -> a + b;
                        case '-' -> a - b;
                        default -> a * b;
                    });
        }
        BigInteger a = whole(left);
        BigInteger b = whole(right);
        BigInteger value = switch (operator) {
            case '+' -> a.add(b);
            case '-' -> a.subtract(b);
            default -> a.multiply(b);
        };
        if (value.bitLength() > BITS) {
            throw tooLong();
        }
        return value;
    }

    static Object quotient(Object left, Object right) {
        BigDecimal divisor = exact(right);
        if (divisor.signum() == 0) {
            throw byZero();
        }
        return finite(exact(left).divide(divisor, EXACT_ENOUGH).doubleValue());
    }

    /** Rounded down. */
    static BigInteger floorQuotient(Object left, Object right) {
        BigInteger[] parts = divided(left, right);
        return parts[1].signum() == 0 || parts[1].signum() == whole(right).signum()
                ? parts[0]
                : parts[0].subtract(BigInteger.ONE);
    }

    /** With the sign of the divisor. */
    static BigInteger floorRemainder(Object left, Object right) {
        BigInteger rest = divided(left, right)[1];
        return rest.signum() == 0 || rest.signum() == whole(right).signum() ? rest : rest.add(whole(right));
    }

    private static BigInteger[] divided(Object left, Object right) {
        BigInteger divisor = whole(right);
        if (divisor.signum() == 0) {
            throw byZero();
        }
        return whole(left).divideAndRemainder(divisor);
    }

    private static UnsupportedException byZero() {
        return new UnsupportedException("a division by zero");
    }

    static Object abs(Object value) {
        return value instanceof Double d ? (Object) Math.abs(d) : whole(value).abs();
    }

    /** Without what stands behind the point. */
    static BigInteger truncated(Object value) {
        return exact(value).toBigInteger();
    }

    static int compare(Object left, Object right) {
        return exact(left).compareTo(exact(right));
    }

    static boolean isTrue(Object value) {
        return value instanceof Boolean b
                ? b
                : value instanceof String s ? !s.isEmpty() : exact(value).signum() != 0;
    }

    static double number(Object value) {
        return value instanceof Double d ? d : finite(exact(value).doubleValue());
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new UnsupportedException("a number that is too large for floating point in an assertion");
        }
        return value;
    }

    private static BigDecimal exact(Object value) {
        return switch (value) {
            case BigInteger n -> new BigDecimal(n);
            case Double d -> new BigDecimal(d);
            case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> throw new UnsupportedException("arithmetic with the string '" + value + "'");
        };
    }

    static BigInteger whole(Object value) {
        try {
            return value instanceof BigInteger n ? n : exact(value).toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new UnsupportedException("arithmetic on whole numbers with " + value);
        }
    }
}
