package dev.sequent.language.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What expressions are made of. */
public final class ExprParts {
    private ExprParts() {}

    /** The expression itself and all expressions inside it, in no order; not the bodies of functions that it calls. */
    public static Stream<Expr> all(Expr expr) {
        var found = new ArrayList<Expr>();
        found.add(expr);
        for (int i = 0; i < found.size(); i++) {
            found.addAll(of(found.get(i)));
        }
        return found.stream();
    }

    /** The expressions directly inside, in the order in which they are written. */
    public static List<Expr> of(Expr expr) {
        return switch (expr) {
            case Expr.HasBit e -> List.of(e.bits());
            case Expr.Present e -> List.of(e.value());
            case Expr.Unwrap e -> List.of(e.value());
            case Expr.Wrap e -> List.of(e.value());
            case Expr.Not e -> List.of(e.operand());
            case Expr.Negate e -> List.of(e.operand());
            case Expr.Logic e -> List.of(e.left(), e.right());
            case Expr.Compare e -> List.of(e.left(), e.right());
            case Expr.Arithmetic e -> List.of(e.left(), e.right());
            case Expr.Conditional e -> List.of(e.condition(), e.then(), e.otherwise());
            case Expr.CallFunction e -> e.arguments();
            case Expr.CallExtern e -> e.arguments();
            case Expr.CallBuiltin e -> e.arguments();
            case Expr.OfPeer e -> List.of(e.expr());
            case Expr.Old e -> List.of(e.expr());
            case Expr.Sends e -> List.of(e.where());
            case Expr.Receives e -> List.of(e.where());
            case Expr.Calls e -> List.of(e.where());
            case Expr.Literal ignored -> List.of();
            case Expr.None ignored -> List.of();
            case Expr.Now ignored -> List.of();
            case Expr.ParamRef ignored -> List.of();
            case Expr.VariableRef ignored -> List.of();
            case Expr.LocalRef ignored -> List.of();
            case Expr.FieldRef ignored -> List.of();
            case Expr.DerivedRef ignored -> List.of();
            case Expr.OwnField ignored -> List.of();
            case Expr.ColumnRef ignored -> List.of();
            case Expr.InState ignored -> List.of();
            case Expr.Running ignored -> List.of();
            case Expr.TableRef ignored -> List.of();
            case Expr.ChannelEmpty ignored -> List.of();
            case Expr.Ghost ignored -> List.of();
            case Expr.Expires ignored -> List.of();
            case Expr.Signals ignored -> List.of();
            case Expr.Origin ignored -> List.of();
        };
    }
}
