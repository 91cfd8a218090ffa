package dev.sequent.language.spaces;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;

/** How the numbers of an expression are spelled, for messages. */
final class Words {
    private Words() {}

    /** A name, or the names that an expression is made of. */
    static String of(Expr expr) {
        return switch (expr) {
            case Expr.VariableRef e -> e.variable().name();
            case Expr.LocalRef e -> e.local().name();
            case Expr.FieldRef e ->
                (e.outgoing() ? "OUT" : e.message().prefix()) + "." + e.field().name();
            case Expr.DerivedRef e ->
                (e.outgoing() ? "OUT" : e.message().prefix()) + "."
                        + e.derived().name();
            case Expr.OwnField e -> e.field().name();
            case Expr.ColumnRef e -> e.row().name() + "." + e.column().name();
            case Expr.ParamRef e -> e.param().name();
            case Expr.Literal e -> Long.toString(e.value());
            case Expr.CallFunction e -> e.function().name() + "()";
            case Expr.CallExtern e -> e.function().name() + "()";
            case Expr.Unwrap e -> of(e.value());
            case Expr.Wrap e -> of(e.value());
            case Expr.OfPeer e -> e.peerName() + "." + of(e.expr());
            case Expr.Old e -> "old(" + of(e.expr()) + ")";
            case Expr.Compare e -> of(e.left()) + " and " + of(e.right());
            case Expr.Arithmetic e ->
                e.type() instanceof Type.Seq ? of(e.left()) : of(e.left()) + " and " + of(e.right());
            case Expr.CallBuiltin e ->
                String.join(
                        " and ",
                        e.arguments().stream().map(Words::of).distinct().toList());
            case Expr.Conditional e -> of(e.then()) + " or " + of(e.otherwise());
            case Expr.None _, Expr.Now _, Expr.Negate _, Expr.TableRef _, Expr.Ghost _ -> "this";
            case Expr.HasBit _, Expr.Present _, Expr.InState _, Expr.Running _, Expr.Not _, Expr.Logic _ -> "this";
            case Expr.ChannelEmpty _, Expr.Sends _, Expr.Receives _, Expr.Calls _, Expr.Expires _ -> "this";
            case Expr.Signals _, Expr.Origin _ -> "this";
        };
    }
}
