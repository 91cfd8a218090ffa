package dev.sequent.check.reference;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;

/** The derived field {@code TEXT}: the sequence number of a message's first octet of text. */
final class Text {
    private static final long SPACE = 1L << 32;

    private Text() {}

    static long first(Packet packet, Protocol protocol) {
        return protocol.messages().get(packet.kind()).derived().stream()
                .filter(d -> d.name().equals("TEXT"))
                .mapToLong(d -> value(d.value(), packet))
                .findFirst()
                .orElse(0);
    }

    private static long value(Expr e, Packet packet) {
        return switch (e) {
            case Expr.Literal literal -> literal.value();
            case Expr.OwnField own -> packet.fields().get(own.field().index()).orElse(0);
            case Expr.HasBit has -> (value(has.bits(), packet) & has.mask()) == 0 ? 0 : 1;
            case Expr.CallBuiltin ord
            when ord.builtin() == Expr.Builtin.ORD -> value(ord.arguments().getFirst(), packet);
            case Expr.Arithmetic sum
            when sum.op() == Expr.Arithmetic.Op.ADD ->
                modular(sum, value(sum.left(), packet) + value(sum.right(), packet));
            case Expr.Arithmetic difference
            when difference.op() == Expr.Arithmetic.Op.SUB ->
                modular(difference, value(difference.left(), packet) - value(difference.right(), packet));
            case Expr.Arithmetic _, Expr.CallBuiltin _, Expr.CallFunction _, Expr.CallExtern _ -> throw beyond(e);
            case Expr.Compare _, Expr.Present _, Expr.InState _, Expr.Running _, Expr.Not _ -> throw beyond(e);
            case Expr.Logic _, Expr.ChannelEmpty _, Expr.Sends _, Expr.Receives _, Expr.Calls _ -> throw beyond(e);
            case Expr.Expires _, Expr.Signals _, Expr.Origin _, Expr.None _, Expr.Now _ -> throw beyond(e);
            case Expr.ParamRef _, Expr.VariableRef _, Expr.LocalRef _, Expr.FieldRef _ -> throw beyond(e);
            case Expr.DerivedRef _, Expr.ColumnRef _, Expr.TableRef _, Expr.Ghost _ -> throw beyond(e);
            case Expr.Unwrap _, Expr.Wrap _, Expr.Negate _, Expr.Conditional _ -> throw beyond(e);
            case Expr.OfPeer _, Expr.Old _ -> throw beyond(e);
        };
    }

    private static IllegalArgumentException beyond(Expr e) {
        return new IllegalArgumentException("TEXT is not computed so here: " + e);
    }

    private static long modular(Expr sum, long value) {
        return sum.type() instanceof Type.Seq ? Math.floorMod(value, SPACE) : value;
    }
}
