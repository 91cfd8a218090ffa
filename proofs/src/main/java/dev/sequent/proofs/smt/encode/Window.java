package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Expr.Compare.Op;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.Optional;

/** A chain of two comparisons of sequence numbers, {@code first <= number < last}: is the number between them? */
record Window(Expr first, Op left, Expr number, Op right, Expr last, Span span) {

    /** The chain that this conjunction was written as, if it was. */
    static Optional<Window> of(Expr.Logic e) {
        return e.op() == Expr.Logic.Op.AND
                        && e.left() instanceof Expr.Compare left
                        && e.right() instanceof Expr.Compare right
                        && left.right().type() instanceof Type.Seq
                        // The same place of the text, not two that read alike.
                        && left.right().equals(right.left())
                        && (upwards(left.op()) && upwards(right.op()) || downwards(left.op()) && downwards(right.op()))
                ? Optional.of(new Window(left.left(), left.op(), left.right(), right.op(), right.right(), e.span()))
                : Optional.empty();
    }

    /** Whether the last is the greatest. */
    boolean upwards() {
        return upwards(left);
    }

    private static boolean upwards(Op op) {
        return op == Op.LT || op == Op.LE;
    }

    private static boolean downwards(Op op) {
        return op == Op.GT || op == Op.GE;
    }
}
