package dev.sequent.codegen;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;

/** Arithmetic as Java: plain operators where the operands' types rule a fault out, else a call of the runtime. */
final class Arithmetic {
    private final Expressions expressions;

    Arithmetic(Expressions expressions) {
        this.expressions = expressions;
    }

    Code of(Expr.Arithmetic e) {
        if (e.left().type() instanceof Type.Seq || e.right().type() instanceof Type.Seq) {
            return sequence(e);
        }
        if (Moments.time(e.left())) {
            return new Moments(expressions).arithmetic(e);
        }
        Code left = expressions.value(e.left());
        Code right = expressions.value(e.right());
        if (Interval.arithmetic(e).isPresent()) {
            return plain(e.op(), left, right);
        }
        return Code.primary(
                "$T.$L($L, $L, $L)",
                Expressions.CHECKS,
                method(e.op()),
                expressions.point(),
                left.block(),
                right.block());
    }

    private static Code plain(Expr.Arithmetic.Op op, Code left, Code right) {
        return switch (op) {
            case ADD -> Code.infix(left, "+", Code.ADDITIVE, right);
            case SUB -> Code.infix(left, "-", Code.ADDITIVE, right);
            case MUL -> Code.infix(left, "*", Code.MULTIPLICATIVE, right);
            case DIV -> Code.infix(left, "/", Code.MULTIPLICATIVE, right);
            case MOD -> Code.infix(left, "%", Code.MULTIPLICATIVE, right);
            case SHL -> Code.infix(left, "<<", Code.SHIFT, right);
            case SHR -> Code.infix(left, ">>", Code.SHIFT, right);
        };
    }

    private static String method(Expr.Arithmetic.Op op) {
        return switch (op) {
            case ADD -> "add";
            case SUB -> "subtract";
            case MUL -> "multiply";
            case DIV -> "divide";
            case MOD -> "remainder";
            case SHL -> "shiftLeft";
            case SHR -> "shiftRight";
        };
    }

    /** Ints wrap as sequence numbers do; a distance is the difference without its sign. */
    private Code sequence(Expr.Arithmetic e) {
        Code left = expressions.value(e.left());
        if (e.right().type() instanceof Type.Seq) {
            Code difference = Code.infix(left, "-", Code.ADDITIVE, expressions.value(e.right()));
            return Code.of(Code.BIT_AND, "$L & 0xffffffffL", difference.operand(Code.BIT_AND + 1));
        }
        String operator = e.op() == Expr.Arithmetic.Op.ADD ? "+" : "-";
        return Code.infix(left, operator, Code.ADDITIVE, offset(e.right()));
    }

    /** The low 32 bits of an integer: the rest is whole turns. */
    private Code offset(Expr number) {
        return number instanceof Expr.Literal l
                ? Code.literal((int) l.value())
                : Code.of(Code.UNARY, "(int) $L", expressions.value(number).operand(Code.UNARY));
    }
}
