package dev.sequent.codegen;

import dev.sequent.spec.model.Expr;
import dev.sequent.spec.model.Type;

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
        Code left = expressions.value(e.left());
        Code right = expressions.value(e.right());
        boolean modular = e.left().type() instanceof Type.Seq;
        return switch (e.op()) {
            case EQ -> Code.infix(left, "==", Code.EQUALITY, right);
            case NE -> Code.infix(left, "!=", Code.EQUALITY, right);
            case LT -> order(left, "<", right, modular);
            case LE -> order(left, "<=", right, modular);
            case GT -> order(left, ">", right, modular);
            case GE -> order(left, ">=", right, modular);
        };
    }

    private static Code order(Code left, String operator, Code right, boolean modular) {
        if (modular) {
            Code difference = Code.infix(left, "-", Code.ADDITIVE, right);
            return Code.infix(difference, operator, Code.RELATIONAL, Code.literal(0));
        }
        return Code.infix(left, operator, Code.RELATIONAL, right);
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
        Code values = Code.infix(expressions.value(left), "==", Code.EQUALITY, expressions.value(right));
        return Code.infix(presences, "&&", Code.AND, values);
    }

    private Code presence(Expr expr) {
        return expr.type() instanceof Type.Optional ? expressions.presence(expr) : Code.primary("true");
    }
}
