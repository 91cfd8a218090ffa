package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Types expressions. Every method returns null after it has reported what is wrong. */
final class ExpressionChecker {
    final RoutineScope routine;
    final Coercions coercions;
    private final Session session;
    private final @Nullable MachineBodies bodies;
    private final Arithmetics arithmetics;
    private final NameResolver names;
    private final ComparisonChecker comparisons;
    private final PeerQuestions questions;
    /** In a property: each peer's machine. */
    private Map<String, MachineBodies> peers = Map.of();

    /** @param bodies the machine's functions; null outside machines */
    ExpressionChecker(RoutineScope routine, @Nullable MachineBodies bodies) {
        this.routine = routine;
        this.bodies = bodies;
        this.session = routine.session();
        this.coercions = new Coercions(routine);
        this.arithmetics = new Arithmetics(session);
        this.names = new NameResolver(routine);
        this.comparisons = new ComparisonChecker(this);
        this.questions = new PeerQuestions(this);
    }

    ExpressionChecker peers(Map<String, MachineBodies> machines) {
        peers = machines;
        return this;
    }

    // ------------------------------------------------------------ whole expressions

    @Nullable
    Expr as(Type target, ExprContext context) {
        return coercions.to(target, value(context, target), context);
    }

    @Nullable
    Expr as(Type target, SumContext context) {
        return coercions.to(target, sum(context, target), context);
    }

    @Nullable
    Expr condition(ExprContext context) {
        return as(Type.BOOL, context);
    }

    /** The literal that the expression evaluates to; null after a report when it is not constant. */
    Expr.@Nullable Literal constant(Type target, SumContext context) {
        return literal(as(target, context), context);
    }

    private Expr.@Nullable Literal literal(@Nullable Expr value, ParserRuleContext context) {
        if (value == null || value instanceof Expr.Literal) {
            return (Expr.Literal) value;
        }
        session.report(TypeMessages.notConstant(Spans.of(context), Spans.text(context)));
        return null;
    }

    /** The expression with whatever type it has. */
    @Nullable
    Expr value(ExprContext context, @Nullable Type expected) {
        Span span = Spans.of(context);
        return switch (context) {
            case CompareContext c -> comparisons.check(c.comparison(), expected);
            case NotContext c -> {
                Expr operand = condition(c.expr());
                yield operand == null ? null : new Expr.Not(operand, span);
            }
            case AndContext c -> logic(Expr.Logic.Op.AND, c.expr(0), c.expr(1), span);
            case OrContext c -> logic(Expr.Logic.Op.OR, c.expr(0), c.expr(1), span);
            case ImpliesContext c -> logic(Expr.Logic.Op.IMPLIES, c.expr(0), c.expr(1), span);
            default -> null;
        };
    }

    private @Nullable Expr logic(Expr.Logic.Op op, ExprContext left, ExprContext right, Span span) {
        Expr l = condition(left);
        Expr r = assuming(Coercions.tested(l), () -> condition(right));
        return l == null || r == null ? null : new Expr.Logic(op, l, r, span);
    }

    private <T> @Nullable T assuming(Set<String> tested, Supplier<@Nullable T> body) {
        routine.openAssumptions(tested);
        try {
            return body.get();
        } finally {
            routine.closeAssumptions();
        }
    }

    // ------------------------------------------------------------ peers of a property

    /** The machine of a property's peer; null when it is not known. */
    @Nullable
    MachineScope machineOf(String peer) {
        MachineBodies machine = peers.get(peer);
        return machine == null ? null : machine.machine();
    }

    PeerQuestions questions() {
        return questions;
    }

    interface OnPeer {
        @Nullable
        Expr check(ExpressionChecker inner, String rest);
    }

    /** {@code A.x}: checks {@code x} in the machine of A. */
    @Nullable
    Expr ofPeer(String name, Span span, OnPeer check) {
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        if (dot < 0 || !routine.peers.containsKey(head)) {
            if (!session.excused(head)) {
                session.report(
                        dot < 0
                                ? peerMissing(name, span)
                                : NameMessages.unknown("peer", head, span, routine.peers.keySet()));
            }
            return null;
        }
        MachineBodies machine = peers.get(head);
        Protocol.Property.Peer peer = routine.peers.get(head);
        if (machine == null || peer == null) {
            return null;
        }
        var inner = new RoutineScope(RoutineScope.Kind.INVARIANT, routine.protocol, machine.machine(), "");
        Expr value = check.check(new ExpressionChecker(inner, machine), name.substring(dot + 1));
        return value == null ? null : new Expr.OfPeer(peer.index(), head, value, span);
    }

    /** It may be what a call is given, where nobody asks about that call. */
    private Diagnostic peerMissing(String name, Span span) {
        for (var peer : peers.entrySet()) {
            MachineScope machine = peer.getValue().machine();
            for (MachineType.Trigger.Call call : machine.triggers.all()) {
                if (routine.kind == RoutineScope.Kind.STEP
                        && call.parameters().stream().anyMatch(p -> p.name().equals(name))) {
                    return NameMessages.callMissing(name, span, peer.getKey(), call.name());
                }
            }
        }
        return NameMessages.peerMissing(name, span, routine.peers.keySet());
    }

    // ------------------------------------------------------------ sums and products

    @Nullable
    Expr sum(SumContext context, @Nullable Type expected) {
        boolean single =
                context.product().size() == 1 && context.product(0).primary().size() == 1;
        Expr value = product(
                context.product(0), single ? expected : null); // the required type is the sum's, not its first part's
        if (context.minus != null && value != null) {
            Expr plain = coercions.plain(value, context.product(0));
            value = plain == null
                    ? null
                    : arithmetics.negate(
                            plain,
                            Spans.between(context.getStart(), context.product(0).getStop()));
        }
        if (single) {
            return value;
        }
        for (int i = 1; i < context.product().size(); i++) {
            Expr right = product(context.product(i), null);
            var op = context.sumOp(i - 1).getText().equals("+") ? Expr.Arithmetic.Op.ADD : Expr.Arithmetic.Op.SUB;
            value = combine(
                    op,
                    value,
                    context.product(i - 1),
                    right,
                    context.product(i),
                    context.getStart(),
                    context.product(i).getStop());
        }
        return value;
    }

    private @Nullable Expr product(ProductContext context, @Nullable Type expected) {
        if (context.primary().size() == 1) {
            return primary(context.primary(0), expected);
        }
        Expr value = primary(context.primary(0), null);
        for (int i = 1; i < context.primary().size(); i++) {
            Expr right = primary(context.primary(i), null);
            var op = switch (context.productOp(i - 1).getText()) {
                case "*" -> Expr.Arithmetic.Op.MUL;
                case "/" -> Expr.Arithmetic.Op.DIV;
                case "mod" -> Expr.Arithmetic.Op.MOD;
                case "<<" -> Expr.Arithmetic.Op.SHL;
                default -> Expr.Arithmetic.Op.SHR;
            };
            value = combine(
                    op,
                    value,
                    context.primary(i - 1),
                    right,
                    context.primary(i),
                    context.getStart(),
                    context.primary(i).getStop());
        }
        return value;
    }

    private @Nullable Expr combine(
            Expr.Arithmetic.Op op,
            @Nullable Expr left,
            ParserRuleContext leftAt,
            @Nullable Expr right,
            ParserRuleContext rightAt,
            Token from,
            Token to) {
        Expr l = coercions.plain(left, leftAt);
        Expr r = coercions.plain(right, rightAt);
        return l == null || r == null ? null : arithmetics.combine(op, l, r, Spans.between(from, to));
    }

    // ------------------------------------------------------------ primaries

    private @Nullable Expr primary(PrimaryContext context, @Nullable Type expected) {
        Span span = Spans.of(context);
        return switch (context) {
            case QuantityContext c -> quantity(c, span);
            case HexadecimalContext c -> {
                OptionalLong value = Literals.hexadecimal(c.getText());
                if (value.isEmpty()) {
                    session.report(TypeMessages.tooLarge(span));
                    yield null;
                }
                yield new Expr.Literal(value.getAsLong(), Type.INT, span);
            }
            case TrueValueContext c -> new Expr.Literal(1, Type.BOOL, span);
            case FalseValueContext c -> new Expr.Literal(0, Type.BOOL, span);
            case NoneValueContext c ->
                new Expr.None(expected instanceof Type.Optional ? expected : new Type.Optional(Type.INT), span);
            case NowContext c -> {
                if (!routine.kind.acted()) {
                    session.report(TypeMessages.nowNotHere(span, routine.kind.phrase));
                    yield null;
                }
                routine.varying.putIfAbsent("now", span);
                yield new Expr.Now(span);
            }
            case CallExpressionContext c -> call(c, span);
            case NameValueContext c -> name(c.getText(), span, expected);
            case ParenthesisedContext c -> value(c.expr(), expected);
            case ConditionalContext c -> conditional(c, expected, span);
            default -> null;
        };
    }

    private @Nullable Expr quantity(QuantityContext context, Span span) {
        OptionalLong number = Literals.integer(context.INT().getText());
        if (number.isEmpty()) {
            session.report(TypeMessages.tooLarge(span));
            return null;
        }
        if (context.ID() == null) {
            return new Expr.Literal(number.getAsLong(), Type.INT, span);
        }
        String unit = context.ID().getText();
        Long size = Literals.UNITS.get(unit);
        if (size != null) {
            OptionalLong value = Literals.times(number.getAsLong(), size);
            if (value.isEmpty()) {
                session.report(TypeMessages.tooLarge(span));
                return null;
            }
            return new Expr.Literal(value.getAsLong(), Type.DURATION, span);
        }
        if (routine.protocol.params.has(unit)) {
            Protocol.Param param = routine.protocol.params.get(unit);
            if (param != null && param.type() instanceof Type.Duration) {
                var count = new Expr.Literal(number.getAsLong(), Type.INT, Spans.of(context.INT()));
                return arithmetics.combine(
                        Expr.Arithmetic.Op.MUL, new Expr.ParamRef(param, Spans.of(context.ID())), count, span);
            }
            if (param == null) {
                return null;
            }
        }
        if (!session.excused(unit)) {
            var known = new ArrayList<>(Literals.UNIT_NAMES);
            routine.protocol.params.all().stream()
                    .filter(p -> p.type() instanceof Type.Duration)
                    .forEach(p -> known.add(p.name()));
            session.report(TypeMessages.unknownUnit(unit, Spans.of(context.ID()), known));
        }
        return null;
    }

    private @Nullable Expr name(String name, Span span, @Nullable Type expected) {
        if (routine.kind.ofPeers()) {
            if (questions.origin(name)) {
                return questions.origin(name, span);
            }
            if (common(name)) {
                return names.resolve(name, span, expected);
            }
            return ofPeer(name, span, (inner, rest) -> inner.names.resolve(rest, span, expected));
        }
        return names.resolve(name, span, expected);
    }

    /** Whether it is a name that a property reads without a peer before it. */
    private boolean common(String name) {
        int dot = name.indexOf('.');
        ProtocolScope protocol = routine.protocol;
        boolean step = routine.kind == RoutineScope.Kind.STEP;
        if (dot < 0) {
            return routine.hasLocal(name)
                    || protocol.params.has(name)
                    || !protocol.enumsWith(name).isEmpty()
                    || routine.readsBits() && !protocol.messagesWithBit(name).isEmpty();
        }
        String head = name.substring(0, dot);
        return !routine.peers.containsKey(head)
                && (protocol.enums.has(head)
                        || routine.flights.containsKey(head)
                        || step && (protocol.prefixes.has(head) || head.equals(NameResolver.OUTGOING)));
    }

    private @Nullable Expr conditional(ConditionalContext context, @Nullable Type expected, Span span) {
        Expr condition = condition(context.expr(0));
        Set<String> tested = Coercions.tested(condition);
        Expr then = assuming(tested, () -> value(context.expr(1), expected));
        Expr otherwise = assuming(tested, () -> value(context.expr(2), expected));
        if (condition == null || then == null || otherwise == null) {
            return null;
        }
        if (expected != null) {
            then = assuming(tested, coerce(expected, then, context.expr(1)));
            otherwise = assuming(tested, coerce(expected, otherwise, context.expr(2)));
            return then == null || otherwise == null
                    ? null
                    : new Expr.Conditional(condition, then, otherwise, expected, span);
        }
        Coercions.Pair pair = coercions.unify(then, context.expr(1), otherwise, context.expr(2));
        return pair == null ? null : new Expr.Conditional(condition, pair.left(), pair.right(), pair.type(), span);
    }

    private Supplier<@Nullable Expr> coerce(Type expected, Expr value, ExprContext at) {
        return () -> coercions.to(expected, value, at);
    }

    private @Nullable Expr call(CallExpressionContext context, Span span) {
        String name = context.name().getText();
        Span at = Spans.of(context.name());
        if (routine.kind.ofPeers() && PeerQuestions.known(name)) {
            return questions.call(name, context, at, span);
        }
        if (routine.kind.ofPeers() && !CallChecker.builtin(name)) {
            return ofPeer(name, at, (inner, rest) -> {
                inner.routine.given(routine);
                return new CallChecker(inner, inner.bodies).call(rest, context, at, span);
            });
        }
        return new CallChecker(this, bodies).call(name, context, at, span);
    }
}
