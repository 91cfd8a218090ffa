package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Expr.Arithmetic.Op;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import org.jspecify.annotations.Nullable;

/** The types of sums and products, and their value when both operands are written numbers. */
final class Arithmetics {
    private final Session session;

    Arithmetics(Session session) {
        this.session = session;
    }

    /** Operands are plain (not optional). Durations and sequence numbers are moved to the left. */
    @Nullable
    Expr combine(Op op, Expr left, Expr right, Span span) {
        boolean commutes = op == Op.ADD || op == Op.MUL;
        Type result = type(op, left.type(), right.type());
        if (result == null && commutes) {
            result = type(op, right.type(), left.type());
            if (result != null) {
                return fold(op, right, left, result, span);
            }
        }
        if (result == null) {
            session.report(TypeMessages.arithmetic(span, word(op), left.type(), right.type(), isNumber(right)));
            return null;
        }
        return fold(op, left, right, result, span);
    }

    @Nullable
    Expr negate(Expr operand, Span span) {
        if (operand instanceof Expr.Literal literal) {
            if (literal.type().integral() || literal.type() instanceof Type.Duration) {
                Type type = literal.type().integral() ? Type.INT : literal.type();
                return new Expr.Literal(-literal.value(), type, span);
            }
        }
        if (operand.type().integral()) {
            return new Expr.Negate(operand, Type.INT, span);
        }
        if (operand.type() instanceof Type.Duration) {
            return new Expr.Negate(operand, Type.DURATION, span);
        }
        session.report(TypeMessages.negation(span, operand.type()));
        return null;
    }

    private static boolean isNumber(Expr e) {
        return e instanceof Expr.Literal l && l.type().equals(Type.INT);
    }

    private static @Nullable Type type(Op op, Type left, Type right) {
        if (left.integral() && right.integral()) {
            return Type.INT;
        }
        return switch (op) {
            case ADD -> {
                if (left instanceof Type.Seq && right.integral()) {
                    yield Type.SEQ;
                }
                yield (left instanceof Type.Duration || left instanceof Type.Time) && right instanceof Type.Duration
                        ? left
                        : null;
            }
            case SUB -> {
                if (left instanceof Type.Seq) {
                    yield right.integral() ? Type.SEQ : right instanceof Type.Seq ? Type.U32 : null;
                }
                if (left instanceof Type.Time) {
                    yield right instanceof Type.Time
                            ? Type.DURATION
                            : right instanceof Type.Duration ? Type.TIME : null;
                }
                yield left instanceof Type.Duration && right instanceof Type.Duration ? Type.DURATION : null;
            }
            case MUL -> left instanceof Type.Duration && right.integral() ? Type.DURATION : null;
            case DIV -> {
                if (!(left instanceof Type.Duration)) {
                    yield null;
                }
                yield right.integral() ? Type.DURATION : right instanceof Type.Duration ? Type.INT : null;
            }
            case MOD, SHL, SHR -> null;
        };
    }

    private @Nullable Expr fold(Op op, Expr left, Expr right, Type type, Span span) {
        if (right instanceof Expr.Literal r && r.value() == 0 && (op == Op.DIV || op == Op.MOD)) {
            session.report(TypeMessages.divisionByZero(span));
            return null;
        }
        if (right instanceof Expr.Literal r && (op == Op.SHL || op == Op.SHR) && (r.value() < 0 || r.value() > 63)) {
            session.report(TypeMessages.shiftCount(r.span(), r.value()));
            return null;
        }
        if (!(left instanceof Expr.Literal l && right instanceof Expr.Literal r) || type instanceof Type.Seq) {
            return new Expr.Arithmetic(op, left, right, type, span);
        }
        long a = l.value();
        long b = r.value();
        try {
            long value = switch (op) {
                case ADD -> Math.addExact(a, b);
                case SUB -> Math.subtractExact(a, b);
                case MUL -> Math.multiplyExact(a, b);
                case DIV -> a / b;
                case MOD -> a % b;
                case SHL -> {
                    if (a << b >> b != a) {
                        throw new ArithmeticException();
                    }
                    yield a << b;
                }
                case SHR -> a >> b;
            };
            return new Expr.Literal(value, type, span);
        } catch (ArithmeticException e) {
            session.report(TypeMessages.overflow(span));
            return null;
        }
    }

    private static String word(Op op) {
        return switch (op) {
            case ADD -> "+";
            case SUB -> "-";
            case MUL -> "*";
            case DIV -> "/";
            case MOD -> "mod";
            case SHL -> "<<";
            case SHR -> ">>";
        };
    }
}
