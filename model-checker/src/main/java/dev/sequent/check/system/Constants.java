package dev.sequent.check.system;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import java.util.EnumSet;
import java.util.Set;

/**
 * Values that need no machine: the arguments that a scenario's user steps give (literals and arithmetic over
 * parameters), and derived fields of messages.
 */
final class Constants {
    /** Functions that give the same number another type. */
    private static final Set<Expr.Builtin> SAME =
            EnumSet.of(Expr.Builtin.ORD, Expr.Builtin.NUMBER, Expr.Builtin.SEQUENCE);

    private Constants() {}

    /** What an expression may refer to besides literals. */
    private interface Leaves {
        /** @throws IllegalArgumentException for an expression that has no value here */
        long value(Expr expr);
    }

    /** In generic form. @throws IllegalArgumentException for an expression that needs a machine */
    static long evaluate(Expr expr, Parameters parameters) {
        return evaluate(expr, leaf -> {
            if (leaf instanceof Expr.ParamRef reference) {
                return parameters.get(reference.param().index());
            }
            throw new IllegalArgumentException(
                    leaf.span() + ": an argument of a user's step must be a literal or arithmetic over parameters");
        });
    }

    /** A derived field. @throws IllegalArgumentException if it takes more than arithmetic over the message's fields */
    static long derived(MessageType.Derived field, Message message) {
        return evaluate(field.value(), leaf -> switch (leaf) {
            case Expr.OwnField own -> message.get(own.field().index());
            case Expr.DerivedRef other -> derived(other.derived(), message);
            case Expr.Literal _, Expr.None _, Expr.Now _, Expr.ParamRef _ -> throw beyond(field, leaf);
            case Expr.VariableRef _, Expr.LocalRef _, Expr.FieldRef _ -> throw beyond(field, leaf);
            case Expr.ColumnRef _, Expr.TableRef _, Expr.Proposition _, Expr.Ghost _ -> throw beyond(field, leaf);
            case Expr.Unwrap _, Expr.Wrap _, Expr.Negate _, Expr.Arithmetic _ -> throw beyond(field, leaf);
            case Expr.Conditional _, Expr.OfPeer _, Expr.Old _ -> throw beyond(field, leaf);
            case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _ -> throw beyond(field, leaf);
        });
    }

    private static IllegalArgumentException beyond(MessageType.Derived field, Expr leaf) {
        return new IllegalArgumentException(
                leaf.span() + ": " + field.name() + " must be arithmetic over the message's own fields");
    }

    private static long evaluate(Expr expr, Leaves leaves) {
        return switch (expr) {
            case Expr.Literal literal -> literal.value();
            case Expr.Wrap wrap -> evaluate(wrap.value(), leaves);
            case Expr.Negate negate -> Math.negateExact(evaluate(negate.operand(), leaves));
            case Expr.Not not -> 1 - evaluate(not.operand(), leaves);
            case Expr.HasBit bit -> (evaluate(bit.bits(), leaves) & bit.mask()) == 0 ? 0 : 1;
            case Expr.Conditional c ->
                evaluate(evaluate(c.condition(), leaves) != 0 ? c.then() : c.otherwise(), leaves);
            case Expr.Arithmetic arithmetic -> arithmetic(arithmetic, leaves);
            case Expr.CallBuiltin call
            when SAME.contains(call.builtin()) -> evaluate(call.arguments().getFirst(), leaves);
            case Expr.None _, Expr.Now _, Expr.ParamRef _, Expr.VariableRef _, Expr.LocalRef _ -> leaves.value(expr);
            case Expr.OfField _, Expr.DerivedRef _, Expr.ColumnRef _, Expr.TableRef _, Expr.Ghost _ ->
                leaves.value(expr);
            case Expr.Compare _, Expr.Logic _, Expr.Present _, Expr.InState _, Expr.Running _ -> leaves.value(expr);
            case Expr.ChannelEmpty _, Expr.Sends _, Expr.Receives _, Expr.Calls _, Expr.Expires _ -> leaves.value(expr);
            case Expr.Signals _, Expr.Origin _, Expr.Unwrap _, Expr.OfPeer _, Expr.Old _ -> leaves.value(expr);
            case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _ -> leaves.value(expr);
        };
    }

    private static long arithmetic(Expr.Arithmetic expr, Leaves leaves) {
        long left = evaluate(expr.left(), leaves);
        long right = evaluate(expr.right(), leaves);
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
