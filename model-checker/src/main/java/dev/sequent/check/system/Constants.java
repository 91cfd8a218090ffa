package dev.sequent.check.system;

import dev.sequent.runtime.Parameters;
import dev.sequent.spec.model.Expr;

/** Values of the arguments that a scenario's user steps give: literals and arithmetic over parameters. */
final class Constants {
    private Constants() {}

    /** In generic form. @throws IllegalArgumentException for an expression that needs a machine */
    static long evaluate(Expr expr, Parameters parameters) {
        return switch (expr) {
            case Expr.Literal literal -> literal.value();
            case Expr.ParamRef reference -> parameters.get(reference.param().index());
            case Expr.Wrap wrap -> evaluate(wrap.value(), parameters);
            case Expr.Negate negate -> Math.negateExact(evaluate(negate.operand(), parameters));
            case Expr.Not not -> 1 - evaluate(not.operand(), parameters);
            case Expr.Conditional c ->
                evaluate(evaluate(c.condition(), parameters) != 0 ? c.then() : c.otherwise(), parameters);
            case Expr.Arithmetic arithmetic -> arithmetic(arithmetic, parameters);
            default ->
                throw new IllegalArgumentException(
                        expr.span() + ": an argument of a user's step must be a literal or arithmetic over parameters");
        };
    }

    private static long arithmetic(Expr.Arithmetic expr, Parameters parameters) {
        long left = evaluate(expr.left(), parameters);
        long right = evaluate(expr.right(), parameters);
        long value =
                switch (expr.op()) {
                    case ADD -> Math.addExact(left, right);
                    case SUB -> Math.subtractExact(left, right);
                    case MUL -> Math.multiplyExact(left, right);
                    case DIV -> left / right;
                    case MOD -> left % right;
                    case SHL -> left << right;
                    case SHR -> left >> right;
                };
        return expr.type() instanceof dev.sequent.spec.model.Type.Seq ? value & 0xffffffffL : value;
    }
}
