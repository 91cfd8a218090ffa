package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Value;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Expr.Arithmetic.Op;
import dev.sequent.language.model.Type;
import java.util.List;

/**
 * Points in time, lowered: what may be done with those that are not known exactly is {@link dev.sequent.runtime.Times}'
 * business.
 */
final class Moments {
    private final Expressions expressions;

    Moments(Expressions expressions) {
        this.expressions = expressions;
    }

    static boolean time(Expr expr) {
        return expr.type() instanceof Type.Time;
    }

    /** One time minus another, compared directly: how long it is can be decided even where the number cannot. */
    static boolean difference(Expr expr) {
        return expr instanceof Expr.Arithmetic e && e.op() == Op.SUB && time(e.left()) && time(e.right());
    }

    Value arithmetic(Expr.Arithmetic e) {
        if (difference(e)) {
            return asked(Value.Timing.DIFFERENCE, text(e), e.left(), e.right());
        }
        return asked(e.op() == Op.ADD ? Value.Timing.ADD : Value.Timing.SUBTRACT, "", e.left(), e.right());
    }

    /** A word to be compared with 0. */
    Value order(Expr.Compare e) {
        if (difference(e.left())) {
            var difference = (Expr.Arithmetic) e.left();
            return asked(Value.Timing.ORDER, text(difference), difference.left(), difference.right(), e.right());
        }
        if (difference(e.right())) {
            var difference = (Expr.Arithmetic) e.right();
            return asked(
                    Value.Timing.ORDER_OF_LENGTH, text(difference), e.left(), difference.left(), difference.right());
        }
        return order(e.left(), e.right());
    }

    Value order(Expr left, Expr right) {
        return asked(Value.Timing.ORDER, text(left) + " against " + text(right), left, right);
    }

    Value extreme(Expr.CallBuiltin e, Value first, Value second) {
        return e.builtin() == Expr.Builtin.MIN
                ? new Value.OfTimes(Value.Timing.EARLIER, -1, List.of(first, second), "")
                : new Value.OfTimes(Value.Timing.LATER, expressions.point(), List.of(first, second), "max");
    }

    /** When a timer is due. */
    Value due(Expr at) {
        if (at instanceof Expr.Arithmetic e && e.op() == Op.ADD && e.left() instanceof Expr.Now) {
            // What is known exactly is due as it stands; but it must be a time, see Times.
            return expressions.value(at);
        }
        return at instanceof Expr.Now
                ? expressions.value(at)
                : asked(Value.Timing.DUE, text(at), at, new Expr.Now(at.span()));
    }

    private Value asked(Value.Timing what, String text, Expr... operands) {
        int point = expressions.point();
        return new Value.OfTimes(
                what, point, List.of(operands).stream().map(expressions::value).toList(), text);
    }

    /** In the specification's words, as far as a fault needs them. */
    static String text(Expr expr) {
        return switch (expr) {
            case Expr.Now _ -> "now";
            case Expr.VariableRef e -> e.variable().name();
            case Expr.LocalRef e -> e.local().name();
            case Expr.ColumnRef e -> e.row().name() + "." + e.column().name();
            case Expr.ParamRef e -> e.param().name();
            case Expr.Unwrap e -> text(e.value());
            case Expr.Wrap e -> text(e.value());
            case Expr.OfPeer e -> e.peerName() + "." + text(e.expr());
            case Expr.Old e -> "old(" + text(e.expr()) + ")";
            case Expr.Arithmetic e when e.op() == Op.ADD -> text(e.left()) + " + " + text(e.right());
            case Expr.Arithmetic e when e.op() == Op.SUB -> text(e.left()) + " - " + text(e.right());
            case Expr.Arithmetic _,
                    Expr.Literal _,
                    Expr.None _,
                    Expr.FieldRef _,
                    Expr.DerivedRef _,
                    Expr.OwnField _,
                    Expr.Negate _,
                    Expr.Conditional _,
                    Expr.CallFunction _,
                    Expr.CallExtern _,
                    Expr.CallBuiltin _,
                    Expr.TableRef _,
                    Expr.Ghost _,
                    Expr.Proposition _ -> "...";
        };
    }
}
