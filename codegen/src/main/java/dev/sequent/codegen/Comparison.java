package dev.sequent.codegen;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;

/** Comparisons as Java: of numbers, modular ones of sequence numbers (RFC 9293, 3.4), of optionals. */
final class Comparison {
    private final Expressions expressions;

    Comparison(Expressions expressions) {
        this.expressions = expressions;
    }

    Code of(Expr.Compare e) {
        if (e.left().type() instanceof Type.Optional || e.right().type() instanceof Type.Optional) {
            Code same = optionals(e.left(), e.right());
            return e.op() == Expr.Compare.Op.EQ ? same : Code.not(same);
        }
        if (Moments.time(e.left()) || Moments.difference(e.left()) || Moments.difference(e.right())) {
            return ordered(e.op(), new Moments(expressions).order(e));
        }
        Code left = expressions.value(e.left());
        Code right = expressions.value(e.right());
        boolean modular = e.left().type() instanceof Type.Seq;
        return switch (e.op()) {
            case EQ -> Code.infix(left, "==", Code.EQUALITY, right);
            case NE -> Code.infix(left, "!=", Code.EQUALITY, right);
            case LT -> modular ? ahead(right, ">", left) : Code.infix(left, "<", Code.RELATIONAL, right);
            case LE -> modular ? ahead(right, ">=", left) : Code.infix(left, "<=", Code.RELATIONAL, right);
            case GT -> modular ? ahead(left, ">", right) : Code.infix(left, ">", Code.RELATIONAL, right);
            case GE -> modular ? ahead(left, ">=", right) : Code.infix(left, ">=", Code.RELATIONAL, right);
        };
    }

    private static Code ordered(Expr.Compare.Op op, Code order) {
        Code zero = Code.literal(0);
        return switch (op) {
            case EQ -> Code.infix(order, "==", Code.EQUALITY, zero);
            case NE -> Code.infix(order, "!=", Code.EQUALITY, zero);
            case LT -> Code.infix(order, "<", Code.RELATIONAL, zero);
            case LE -> Code.infix(order, "<=", Code.RELATIONAL, zero);
            case GT -> Code.infix(order, ">", Code.RELATIONAL, zero);
            case GE -> Code.infix(order, ">=", Code.RELATIONAL, zero);
        };
    }

    /**
     * How far {@code a} lies ahead of {@code b}, as a signed number, against 0. Always asked in this direction: of two numbers
     * just half the space apart the difference is negative both ways, and neither comes before the other.
     */
    private static Code ahead(Code a, String operator, Code b) {
        return Code.infix(Code.infix(a, "-", Code.ADDITIVE, b), operator, Code.RELATIONAL, Code.literal(0));
    }

    /** Both none, or both present and equal. What is absent has the value 0. */
    private Code optionals(Expr left, Expr right) {
        if (right instanceof Expr.None) {
            return Code.not(expressions.presence(left));
        }
        if (left instanceof Expr.None) {
            return Code.not(expressions.presence(right));
        }
        Code presences = Code.infix(presence(left), "==", Code.EQUALITY, presence(right));
        Code values = JavaType.plain(left.type()) instanceof Type.Time
                ? ordered(Expr.Compare.Op.EQ, new Moments(expressions).order(left, right))
                : Code.infix(expressions.value(left), "==", Code.EQUALITY, expressions.value(right));
        return Code.infix(presences, "&&", Code.AND, values);
    }

    private Code presence(Expr expr) {
        return expr.type() instanceof Type.Optional ? expressions.presence(expr) : Code.primary("true");
    }
}
