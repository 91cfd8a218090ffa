package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Value;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;

/** Comparisons, lowered: of numbers, modular ones of sequence numbers (RFC 9293, 3.4), of times, of optionals. */
final class Comparisons {
    private final Expressions expressions;

    Comparisons(Expressions expressions) {
        this.expressions = expressions;
    }

    Value of(Expr.Compare e) {
        if (Types.optional(e.left().type()) || Types.optional(e.right().type())) {
            Value same = optionals(e.left(), e.right());
            return e.op() == Expr.Compare.Op.EQ ? same : new Value.Not(same);
        }
        if (Moments.time(e.left()) || Moments.difference(e.left()) || Moments.difference(e.right())) {
            return againstZero(plain(e.op()), new Moments(expressions).order(e));
        }
        Value left = expressions.value(e.left());
        Value right = expressions.value(e.right());
        boolean modular = e.left().type() instanceof Type.Seq;
        return switch (e.op()) {
            case EQ, NE -> new Value.Compare(plain(e.op()), left, right);
            case LT ->
                modular ? ahead(right, Value.Comparison.GT, left) : new Value.Compare(Value.Comparison.LT, left, right);
            case LE ->
                modular ? ahead(right, Value.Comparison.GE, left) : new Value.Compare(Value.Comparison.LE, left, right);
            case GT, GE -> modular ? ahead(left, plain(e.op()), right) : new Value.Compare(plain(e.op()), left, right);
        };
    }

    private static Value.Comparison plain(Expr.Compare.Op op) {
        return switch (op) {
            case EQ -> Value.Comparison.EQ;
            case NE -> Value.Comparison.NE;
            case LT -> Value.Comparison.LT;
            case LE -> Value.Comparison.LE;
            case GT -> Value.Comparison.GT;
            case GE -> Value.Comparison.GE;
        };
    }

    private static Value againstZero(Value.Comparison op, Value word) {
        return new Value.Compare(op, word, new Value.Word(0));
    }

    /**
     * How far {@code a} lies ahead of {@code b}, as a signed number, against 0. Always asked in this direction: of two
     * numbers exactly half the space apart, the difference is negative both ways, and neither comes before the other.
     */
    private static Value ahead(Value a, Value.Comparison op, Value b) {
        return againstZero(op, new Value.Arithmetic(Value.Operator.SUBTRACT, a, b));
    }

    /** Both none, or both present and equal. What is absent has the value 0. */
    private Value optionals(Expr left, Expr right) {
        if (right instanceof Expr.None) {
            return new Value.Not(expressions.presence(left));
        }
        if (left instanceof Expr.None) {
            return new Value.Not(expressions.presence(right));
        }
        Value presences = new Value.Compare(Value.Comparison.EQ, presence(left), presence(right));
        Value values = Types.time(left.type())
                ? againstZero(Value.Comparison.EQ, new Moments(expressions).order(left, right))
                : new Value.Compare(Value.Comparison.EQ, expressions.value(left), expressions.value(right));
        return new Value.Logic(true, presences, values);
    }

    private Value presence(Expr expr) {
        return Types.optional(expr.type()) ? expressions.presence(expr) : new Value.Flag(true);
    }
}
