package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Comparisons, and tests: whether a bit is set, a value present, the state one of these, a timer running. */
final class ComparisonChecker {
    private final ExpressionChecker expressions;
    private final RoutineScope routine;
    private final Session session;

    ComparisonChecker(ExpressionChecker expressions) {
        this.expressions = expressions;
        this.routine = expressions.routine;
        this.session = routine.session();
    }

    @Nullable
    Expr check(ComparisonContext context, @Nullable Type expected) {
        Span span = Spans.of(context);
        return switch (context) {
            case RelationsContext c when c.has != null -> hasBit(c, span);
            case RelationsContext c when c.there != null -> present(c, span);
            case RelationsContext c -> c.relation().isEmpty() ? expressions.sum(c.sum(0), expected) : chain(c, span);
            case InStateContext c -> {
                if (routine.kind.ofPeers()) {
                    session.report(NameMessages.whichPeer(span, routine.peers.keySet()));
                    yield null;
                }
                yield inState(routine.machine, c.stateNames(), span);
            }
            case PeerInStateContext c -> peerInState(c, span);
            case TimerRunningContext c -> running(c.name().getText(), Spans.of(c.name()), span);
            case ChannelEmptyContext c -> {
                if (routine.kind != RoutineScope.Kind.PROPERTY) {
                    session.report(NameMessages.onlyInProperties("'channel empty'", "", span));
                    yield null;
                }
                yield new Expr.ChannelEmpty(span);
            }
            case SendsContext c -> expressions.questions().sends(c, span);
            case ReceivesMessageContext c -> expressions.questions().receives(c, span);
            case CallsWhatContext c -> expressions.questions().calls(c, span);
            case SignalsWhatContext c -> expressions.questions().signals(c, span);
            case ExpiresContext c -> expressions.questions().expires(c, span);
            default -> null;
        };
    }

    private @Nullable Expr chain(RelationsContext context, Span span) {
        List<RelationContext> relations = context.relation();
        if (relations.size() > 1 && !chainable(relations)) {
            session.report(TypeMessages.chain(span));
            return null;
        }
        var operands = new ArrayList<@Nullable Expr>();
        operands.add(expressions.sum(context.sum(0), null));
        boolean wrong = false;
        Expr whole = null;
        for (int i = 0; i < relations.size(); i++) {
            Expr left = operands.getLast();
            Expr right = expressions.sum(context.sum(i + 1), left == null ? null : left.type());
            operands.add(right);
            Expr compared = compare(relations.get(i), left, context.sum(i), right, context.sum(i + 1));
            wrong |= compared == null;
            whole = whole == null || compared == null
                    ? compared
                    : new Expr.Logic(Expr.Logic.Op.AND, whole, compared, span);
        }
        return wrong ? null : whole;
    }

    private static boolean chainable(List<RelationContext> relations) {
        return relations.stream().allMatch(r -> Set.of("<", "<=", "=").contains(r.getText()))
                || relations.stream().allMatch(r -> Set.of(">", ">=", "=").contains(r.getText()));
    }

    private @Nullable Expr compare(
            RelationContext relation,
            @Nullable Expr left,
            SumContext leftAt,
            @Nullable Expr right,
            SumContext rightAt) {
        if (left == null || right == null) {
            return null;
        }
        Coercions.Pair pair = expressions.coercions.unify(left, leftAt, right, rightAt);
        if (pair == null) {
            return null;
        }
        Span span = Spans.between(leftAt.getStart(), rightAt.getStop());
        var op = switch (relation.getText()) {
            case "=" -> Expr.Compare.Op.EQ;
            case "!=" -> Expr.Compare.Op.NE;
            case "<" -> Expr.Compare.Op.LT;
            case "<=" -> Expr.Compare.Op.LE;
            case ">" -> Expr.Compare.Op.GT;
            default -> Expr.Compare.Op.GE;
        };
        Type type = pair.left().type();
        boolean ordered = op != Expr.Compare.Op.EQ && op != Expr.Compare.Op.NE;
        if (type instanceof Type.Ranges
                || type instanceof Type.Row
                || ordered && (type instanceof Type.Bool || type instanceof Type.Enum)) {
            session.report(TypeMessages.noOrder(span, relation.getText(), type));
            return null;
        }
        return new Expr.Compare(op, pair.left(), pair.right(), span);
    }

    private @Nullable Expr hasBit(RelationsContext context, Span span) {
        Expr bits = expressions.sum(context.sum(0), null);
        if (bits == null) {
            return null;
        }
        MessageType.Field field = bits instanceof Expr.OfField f ? f.field() : null;
        if (field == null || field.bits().isEmpty()) {
            session.report(TypeMessages.noBits(bits.span(), Spans.text(context.sum(0))));
            return null;
        }
        String bit = context.name().getText();
        if (!field.bits().contains(bit)) {
            session.report(NameMessages.unknown("bit of " + field.name(), bit, Spans.of(context.name()), field.bits()));
            return null;
        }
        return new Expr.HasBit(bits, bit, NameResolver.mask(field, bit), span);
    }

    private @Nullable Expr present(RelationsContext context, Span span) {
        Expr value = expressions.sum(context.sum(0), null);
        if (value == null) {
            return null;
        }
        Expr inner = value instanceof Expr.OfPeer peer ? peer.expr() : value;
        if (!(inner.type() instanceof Type.Optional)) {
            session.report(TypeMessages.alwaysPresent(span, Spans.text(context.sum(0)), value.type()));
            return null;
        }
        return new Expr.Present(value, span);
    }

    private @Nullable Expr inState(@Nullable MachineScope machine, StateNamesContext context, Span span) {
        if (machine == null) {
            session.report(NameMessages.noMachineHere("a state", span));
            return null;
        }
        List<MachineType.State> states = machine.states(context.name());
        return states == null ? null : new Expr.InState(states, span);
    }

    private @Nullable Expr peerInState(PeerInStateContext context, Span span) {
        String name = context.name().getText();
        if (!routine.kind.ofPeers()) {
            session.report(
                    NameMessages.onlyInProperties("'" + name + " in'", "a machine asks about itself: in STATE", span));
            return null;
        }
        Protocol.Property.Peer peer = peer(name, Spans.of(context.name()));
        MachineScope machine = expressions.machineOf(name);
        if (peer == null || machine == null) {
            return null;
        }
        Expr inner = inState(machine, context.stateNames(), span);
        return inner == null ? null : new Expr.OfPeer(peer.index(), name, inner, span);
    }

    private Protocol.Property.@Nullable Peer peer(String name, Span span) {
        Protocol.Property.Peer peer = routine.peers.get(name);
        if (peer == null && !session.excused(name)) {
            session.report(NameMessages.unknown("peer", name, span, routine.peers.keySet()));
        }
        return peer;
    }

    private @Nullable Expr running(String name, Span at, Span span) {
        if (routine.kind.ofPeers()) {
            return expressions.ofPeer(name, at, (inner, rest) -> new ComparisonChecker(inner).running(rest, at, span));
        }
        if (routine.machine == null) {
            session.report(NameMessages.noMachineHere("a timer", span));
            return null;
        }
        MachineType.Timer timer = routine.machine.timer(routine.prefix, name, at);
        return timer == null ? null : new Expr.Running(timer, span);
    }
}
