package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Value;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;
import java.util.List;

/** Arithmetic, lowered: plain where the operands' bounds rule a fault out, otherwise checked. */
final class Arithmetic {
    private final Expressions expressions;

    Arithmetic(Expressions expressions) {
        this.expressions = expressions;
    }

    Value of(Expr.Arithmetic e) {
        if (e.left().type() instanceof Type.Seq || e.right().type() instanceof Type.Seq) {
            return sequence(e);
        }
        if (Moments.time(e.left())) {
            return new Moments(expressions).arithmetic(e);
        }
        Value left = expressions.value(e.left());
        Value right = expressions.value(e.right());
        return Interval.arithmetic(e).isPresent()
                ? new Value.Arithmetic(plain(e.op()), left, right)
                : new Value.Checked(checked(e.op()), expressions.point(), List.of(left, right));
    }

    private static Value.Operator plain(Expr.Arithmetic.Op op) {
        return switch (op) {
            case ADD -> Value.Operator.ADD;
            case SUB -> Value.Operator.SUBTRACT;
            case MUL -> Value.Operator.MULTIPLY;
            case DIV -> Value.Operator.DIVIDE;
            case MOD -> Value.Operator.REMAINDER;
            case SHL -> Value.Operator.SHIFT_LEFT;
            case SHR -> Value.Operator.SHIFT_RIGHT;
        };
    }

    private static Value.Operation checked(Expr.Arithmetic.Op op) {
        return switch (op) {
            case ADD -> Value.Operation.ADD;
            case SUB -> Value.Operation.SUBTRACT;
            case MUL -> Value.Operation.MULTIPLY;
            case DIV -> Value.Operation.DIVIDE;
            case MOD -> Value.Operation.REMAINDER;
            case SHL -> Value.Operation.SHIFT_LEFT;
            case SHR -> Value.Operation.SHIFT_RIGHT;
        };
    }

    /** Words wrap as sequence numbers do; a distance is the difference without its sign. */
    private Value sequence(Expr.Arithmetic e) {
        Value left = expressions.value(e.left());
        if (e.right().type() instanceof Type.Seq) {
            return new Value.Unsigned(
                    new Value.Arithmetic(Value.Operator.SUBTRACT, left, expressions.value(e.right())));
        }
        Value.Operator operator = e.op() == Expr.Arithmetic.Op.ADD ? Value.Operator.ADD : Value.Operator.SUBTRACT;
        return new Value.Arithmetic(operator, left, offset(e.right()));
    }

    /** The low 32 bits of an integer: the rest is multiples of 2^32. */
    private Value offset(Expr number) {
        return number instanceof Expr.Literal l
                ? new Value.Word((int) l.value())
                : new Value.Narrow(expressions.value(number));
    }
}
