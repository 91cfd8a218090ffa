package dev.sequent.proofs.smt.solve;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.IntExpr;
import com.microsoft.z3.IntSort;
import dev.sequent.proofs.smt.term.Term;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From our terms to the solver's. */
final class Translation {
    private final Context context;
    private final Map<Term, Expr<?>> known = new HashMap<>();
    private final Map<Term, Expr<?>> symbols = new LinkedHashMap<>();
    private final List<BoolExpr> bounds = new ArrayList<>();

    Translation(Context context) {
        this.context = context;
    }

    Map<Term, Expr<?>> symbols() {
        return symbols;
    }

    /** What must be required of the symbols that are new since this was last asked. */
    List<BoolExpr> drainBounds() {
        var drained = List.copyOf(bounds);
        bounds.clear();
        return drained;
    }

    BoolExpr truth(Term term) {
        return (BoolExpr) any(term);
    }

    private IntExpr integer(Term term) {
        return (IntExpr) any(term);
    }

    private Expr<?> any(Term term) {
        var found = known.get(term);
        if (found == null) {
            found = translate(term);
            known.put(term, found);
        }
        return found;
    }

    private Expr<?> translate(Term term) {
        return switch (term.kind()) {
            case NUMBER -> number(term.constant());
            case INTEGER -> {
                var symbol = context.mkIntConst(term.name());
                symbols.put(term, symbol);
                term.low().ifPresent(l -> bounds.add(context.mkLe(number(l), symbol)));
                term.high().ifPresent(h -> bounds.add(context.mkLe(symbol, number(h))));
                yield symbol;
            }
            case TRUTH -> {
                var symbol = context.mkBoolConst(term.name());
                symbols.put(term, symbol);
                yield symbol;
            }
            case SUM -> sum(term);
            case PRODUCT -> context.mkMul(integer(term.part(0)), integer(term.part(1)));
            case QUOTIENT -> context.mkDiv(integer(term.part(0)), integer(term.part(1)));
            case CHOICE -> context.mkITE(truth(term.part(0)), integer(term.part(1)), integer(term.part(2)));
            case TRUE -> context.mkTrue();
            case FALSE -> context.mkFalse();
            case NOT_POSITIVE -> context.mkLe(integer(term.part(0)), number(BigInteger.ZERO));
            case ZERO -> context.mkEq(integer(term.part(0)), number(BigInteger.ZERO));
            case NOT -> context.mkNot(truth(term.part(0)));
            case AND -> context.mkAnd(truth(term.part(0)), truth(term.part(1)));
            case OR -> context.mkOr(truth(term.part(0)), truth(term.part(1)));
        };
    }

    private Expr<?> sum(Term term) {
        var parts = new ArrayList<ArithExpr<IntSort>>();
        if (term.constant().signum() != 0) {
            parts.add(number(term.constant()));
        }
        for (int i = 0; i < term.parts().size(); i++) {
            var factor = term.coefficients().get(i);
            var part = integer(term.part(i));
            parts.add(factor.equals(BigInteger.ONE) ? part : context.mkMul(number(factor), part));
        }
        return parts.size() == 1 ? parts.getFirst() : context.mkAdd(parts.toArray(Translation::places));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ArithExpr<IntSort>[] places(int count) {
        return new ArithExpr[count];
    }

    private IntExpr number(BigInteger value) {
        return context.mkInt(value.toString());
    }
}
