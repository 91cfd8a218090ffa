package dev.sequent.check.system;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Parameters;
import java.util.EnumSet;
import java.util.Set;

/**
 * Values that need no machine: the arguments that a scenario's user steps give, which are literals and arithmetic over
 * parameters.
 */
final class Constants {
    /** Functions that give the same number another type. */
    private static final Set<Expr.Builtin> SAME =
            EnumSet.of(Expr.Builtin.ORD, Expr.Builtin.NUMBER, Expr.Builtin.SEQUENCE);

    private Constants() {}

    /** In generic form. @throws IllegalArgumentException for an expression that needs a machine */
    static long evaluate(Expr expr, Parameters parameters) {
        return switch (expr) {
            case Expr.Literal literal -> literal.value();
            case Expr.ParamRef reference -> parameters.get(reference.param().index());
            case Expr.Wrap wrap -> evaluate(wrap.value(), parameters);
            case Expr.Negate negate -> Math.negateExact(evaluate(negate.operand(), parameters));
            case Expr.Not not -> 1 - evaluate(not.operand(), parameters);
            case Expr.HasBit bit -> (evaluate(bit.bits(), parameters) & bit.mask()) == 0 ? 0 : 1;
            case Expr.Conditional c ->
                evaluate(evaluate(c.condition(), parameters) != 0 ? c.then() : c.otherwise(), parameters);
            case Expr.Arithmetic arithmetic -> arithmetic(arithmetic, parameters);
            case Expr.CallBuiltin call
            when SAME.contains(call.builtin()) -> evaluate(call.arguments().getFirst(), parameters);
            case Expr.None _, Expr.Now _, Expr.VariableRef _, Expr.LocalRef _ -> throw beyond(expr);
            case Expr.OfField _, Expr.DerivedRef _, Expr.ColumnRef _, Expr.TableRef _, Expr.Ghost _ ->
                throw beyond(expr);
            case Expr.Compare _, Expr.Logic _, Expr.Present _, Expr.InState _, Expr.Running _ -> throw beyond(expr);
            case Expr.ChannelEmpty _, Expr.Sends _, Expr.Receives _, Expr.Calls _, Expr.Expires _ -> throw beyond(expr);
            case Expr.Signals _, Expr.Origin _, Expr.Unwrap _, Expr.OfPeer _, Expr.Old _ -> throw beyond(expr);
            case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _ -> throw beyond(expr);
        };
    }

    private static IllegalArgumentException beyond(Expr expr) {
        return new IllegalArgumentException(
                expr.span() + ": an argument of a user's step must be a literal or arithmetic over parameters");
    }

    private static long arithmetic(Expr.Arithmetic expr, Parameters parameters) {
        long left = evaluate(expr.left(), parameters);
        long right = evaluate(expr.right(), parameters);
        long value = switch (expr.op()) {
            case ADD -> Math.addExact(left, right);
            case SUB -> Math.subtractExact(left, right);
            case MUL -> Math.multiplyExact(left, right);
            case DIV -> left / right;
            case MOD -> left % right;
            case SHL -> left << right;
            case SHR -> left >> right;
        };
        boolean wraps = expr.type() instanceof Type.Seq || expr.right().type() instanceof Type.Seq;
        return wraps ? value & 0xffffffffL : value;
    }
}
