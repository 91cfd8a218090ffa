package dev.sequent.codegen;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Expr.Arithmetic.Op;
import dev.sequent.language.model.Type;

/** Points in time as Java: what may be done with those that are not known exactly is {@link dev.sequent.runtime.Times}' business. */
final class Moments {
    private final Expressions expressions;

    Moments(Expressions expressions) {
        this.expressions = expressions;
    }

    static boolean time(Expr expr) {
        return expr.type() instanceof Type.Time;
    }

    /** One time less another, asked directly: how long it is can be decided where the number cannot. */
    static boolean difference(Expr expr) {
        return expr instanceof Expr.Arithmetic e && e.op() == Op.SUB && time(e.left()) && time(e.right());
    }

    Code arithmetic(Expr.Arithmetic e) {
        if (difference(e)) {
            return call("difference", value(e.left()), value(e.right()), text(e));
        }
        return Code.primary(
                "$T.$L($L, $L, $L)", Expressions.TIMES, e.op() == Op.ADD ? "add" : "subtract", expressions.point(),
                value(e.left()), value(e.right()));
    }

    /** An int to be compared with 0. */
    Code order(Expr.Compare e) {
        if (difference(e.left())) {
            var difference = (Expr.Arithmetic) e.left();
            return Code.primary(
                    "$T.order($L, $L, $L, $L, $S)", Expressions.TIMES, expressions.point(), value(difference.left()),
                    value(difference.right()), value(e.right()), text(difference));
        }
        if (difference(e.right())) {
            var difference = (Expr.Arithmetic) e.right();
            return Code.primary(
                    "$T.orderOfLength($L, $L, $L, $L, $S)", Expressions.TIMES, expressions.point(), value(e.left()),
                    value(difference.left()), value(difference.right()), text(difference));
        }
        return order(e.left(), e.right());
    }

    Code order(Expr left, Expr right) {
        return call("order", value(left), value(right), text(left) + " against " + text(right));
    }

    Code extreme(Expr.CallBuiltin e, Code first, Code second) {
        return e.builtin() == Expr.Builtin.MIN
                ? Code.primary("$T.earlier($L, $L)", Expressions.TIMES, first.block(), second.block())
                : call("later", first.block(), second.block(), "max");
    }

    /** When a timer is due. */
    Code due(Expr at) {
        if (at instanceof Expr.Arithmetic e && e.op() == Op.ADD && e.left() instanceof Expr.Now) {
            return Code.primary(
                    "$T.add($L, $L, $L)", Expressions.CHECKS, expressions.point(), value(e.left()), value(e.right()));
        }
        return at instanceof Expr.Now ? expressions.value(at) : call("due", value(at), value(new Expr.Now(at.span())), text(at));
    }

    private Code call(String method, Object first, Object second, String what) {
        return Code.primary("$T.$L($L, $L, $L, $S)", Expressions.TIMES, method, expressions.point(), first, second, what);
    }

    private Object value(Expr expr) {
        return expressions.value(expr).block();
    }

    /** In the specification's words, as far as a fault needs them. */
    static String text(Expr expr) {
        return switch (expr) {
            case Expr.Now ignored -> "now";
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
            default -> "...";
        };
    }
}
