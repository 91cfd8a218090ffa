package dev.sequent.language.interpret;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;
import java.util.OptionalLong;

/** Comparisons of two values, each by the order of its type. */
final class Comparisons {
    private final Evaluator evaluator;

    Comparisons(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    boolean holds(Expr.Compare e, Activation frame) {
        if (e.left().type() instanceof Type.Optional || e.right().type() instanceof Type.Optional) {
            var left = evaluator.optional(e.left(), frame);
            var right = evaluator.optional(e.right(), frame);
            return switch (e.op()) {
                case EQ -> same(e, left, right);
                case NE -> !same(e, left, right);
                default -> throw Evaluator.misplaced(e);
            };
        }
        if (isDifference(e.left()) || isDifference(e.right())) {
            return holds(e.op(), lengths(e, frame));
        }
        var left = evaluator.number(e.left(), frame);
        var right = evaluator.number(e.right(), frame);
        if (e.left().type() instanceof Type.Time) {
            return holds(e.op(), Moment.of(left).order(Moment.of(right)));
        }
        if (e.left().type() instanceof Type.Seq) {
            return switch (e.op()) {
                case EQ -> left == right;
                case NE -> left != right;
                case LT -> Sequence.less(left, right);
                case LE -> Sequence.lessOrEqual(left, right);
                case GT -> Sequence.greater(left, right);
                case GE -> Sequence.greaterOrEqual(left, right);
            };
        }
        return holds(e.op(), Long.compare(left, right));
    }

    private static boolean holds(Expr.Compare.Op op, int order) {
        return switch (op) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    private static boolean same(Expr.Compare e, OptionalLong left, OptionalLong right) {
        boolean times = e.left().type() instanceof Type.Optional o && o.of() instanceof Type.Time;
        return times && left.isPresent() && right.isPresent()
                ? Moment.of(left.getAsLong()).order(Moment.of(right.getAsLong())) == 0
                : left.equals(right);
    }

    /** One time minus another. */
    private static boolean isDifference(Expr expr) {
        return expr instanceof Expr.Arithmetic e
                && e.left().type() instanceof Type.Time
                && e.right().type() instanceof Type.Time;
    }

    /**
     * The order of two durations, one of which is such a difference: it may be known even where the difference is not.
     */
    private int lengths(Expr.Compare e, Activation frame) {
        if (isDifference(e.left())) {
            var difference = (Expr.Arithmetic) e.left();
            var from = Moment.of(evaluator.number(difference.left(), frame));
            var to = Moment.of(evaluator.number(difference.right(), frame));
            return from.order(to, evaluator.number(e.right(), frame));
        }
        var length = evaluator.number(e.left(), frame);
        var difference = (Expr.Arithmetic) e.right();
        var from = Moment.of(evaluator.number(difference.left(), frame));
        var to = Moment.of(evaluator.number(difference.right(), frame));
        return -from.order(to, length);
    }
}
