package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.ScenarioMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Expr.Ghost;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What only properties may ask: what is kept alongside a machine, and what happens in a step. Null after a report. */
final class PeerQuestions {
    private static final String OLD = "old";
    private static final Map<String, Ghost.Kind> GHOSTS = ghosts();
    private static final Map<String, Expr.Origin.Kind> ORIGINS =
            Map.of("forged", Expr.Origin.Kind.FORGED, "stale", Expr.Origin.Kind.STALE);

    private final ExpressionChecker expressions;
    private final RoutineScope routine;
    private final Session session;

    PeerQuestions(ExpressionChecker expressions) {
        this.expressions = expressions;
        this.routine = expressions.routine;
        this.session = routine.session();
    }

    private static Map<String, Ghost.Kind> ghosts() {
        var result = new LinkedHashMap<String, Ghost.Kind>();
        for (Ghost.Kind kind : Ghost.Kind.values()) {
            result.put(kind.name().toLowerCase(java.util.Locale.ROOT), kind);
        }
        return result;
    }

    static boolean known(String function) {
        return function.equals(OLD) || GHOSTS.containsKey(function);
    }

    // ------------------------------------------------------------ ghosts, and old(...)

    @Nullable
    Expr call(String name, CallExpressionContext context, Span at, Span span) {
        List<ArgumentContext> arguments =
                context.arguments() == null ? List.of() : context.arguments().argument();
        Ghost.Kind ghost = GHOSTS.get(name);
        int wanted = ghost == Ghost.Kind.TOLD ? 2 : 1;
        if (arguments.size() != wanted || arguments.stream().anyMatch(a -> a.name() != null)) {
            session.report(ScenarioMessages.askedOf(
                    name,
                    ghost == null ? "an expression" : ghost == Ghost.Kind.TOLD ? "a peer and a signal" : "a peer",
                    at));
            return null;
        }
        return ghost == null
                ? old(arguments.getFirst().expr(), at, span)
                : ghost(
                        ghost,
                        name,
                        arguments.stream().map(ArgumentContext::expr).toList(),
                        at,
                        span);
    }

    private @Nullable Expr old(ExprContext inner, Span at, Span span) {
        if (!inStep("'old'", at)) {
            return null;
        }
        Expr value = expressions.value(inner, null);
        return value == null ? null : new Expr.Old(value, span);
    }

    private @Nullable Expr ghost(Ghost.Kind kind, String name, List<ExprContext> arguments, Span at, Span span) {
        if (routine.kind != RoutineScope.Kind.PROPERTY) {
            session.report(ScenarioMessages.notOfSteps(name, at));
            return null;
        }
        String written = arguments.getFirst().getText();
        Protocol.Property.Peer peer = peer(written, Spans.of(arguments.getFirst()));
        MachineScope machine = expressions.machineOf(written);
        if (peer == null || machine == null) {
            return null;
        }
        Type type = switch (kind) {
            case FAITHFUL, TOLD -> Type.BOOL;
            case SENT, DELIVERED, INCARNATION, CRASHES -> Type.U32;
        };
        Optional<MachineType.Signal> signal = Optional.empty();
        if (kind == Ghost.Kind.TOLD) {
            ExprContext told = arguments.get(1);
            signal = Optional.ofNullable(machine.require(machine.signals, "", told.getText(), Spans.of(told)));
            if (signal.isEmpty()) {
                return null;
            }
        }
        return new Ghost(kind, peer.index(), written, signal, type, span);
    }

    // ------------------------------------------------------------ steps

    boolean origin(String name) {
        return ORIGINS.containsKey(name);
    }

    @Nullable
    Expr origin(String name, Span span) {
        Expr.Origin.Kind kind = ORIGINS.get(name);
        if (kind == null || routine.kind != RoutineScope.Kind.STEP || routine.message == null) {
            session.report(ScenarioMessages.onlyOfArrivals(name, span));
            return null;
        }
        return new Expr.Origin(kind, span);
    }

    @Nullable
    Expr sends(SendsContext context, Span span) {
        MessageType message = happens("'sends'", context.name(0), span) ? message(context.name(1)) : null;
        if (message == null) {
            return null;
        }
        Expr where = leaving(message, () -> where(context.filter(), span));
        return where == null ? null : new Expr.Sends(message, where, span);
    }

    @Nullable
    Expr receives(ReceivesMessageContext context, Span span) {
        MessageType message = happens("'receives'", context.name(0), span) ? message(context.name(1)) : null;
        if (message == null) {
            return null;
        }
        Expr where = arriving(message, () -> where(context.filter(), span));
        return where == null ? null : new Expr.Receives(message, where, span);
    }

    private @Nullable Expr where(@Nullable FilterContext filter, Span span) {
        if (filter == null) {
            return new Expr.Literal(1, Type.BOOL, span);
        }
        ComparisonContext condition = filter.comparison();
        Expr holds = expressions.coercions.to(
                Type.BOOL, new ComparisonChecker(expressions).check(condition, Type.BOOL), condition);
        return holds == null || filter.negated == null ? holds : new Expr.Not(holds, Spans.of(filter));
    }

    /**
     * {@code whenever A receives MESSAGE then E}: an implication. Of what is sent or given: there is none without E.
     */
    @Nullable
    Expr whenever(OfHappeningsContext context, Span span) {
        if (!happens("'whenever'", context.name(0), span)) {
            return null;
        }
        Supplier<@Nullable Expr> condition = () -> expressions.condition(context.expr());
        if (context.what.getText().equals("calls")) {
            MachineType.Trigger.Call call = call(context.name(0), context.name(1));
            if (call == null) {
                return null;
            }
            Expr then = given(call, condition);
            return then == null ? null : not(new Expr.Calls(call, not(then), span));
        }
        MessageType message = message(context.name(1));
        if (message == null) {
            return null;
        }
        if (context.what.getText().equals("sends")) {
            Expr then = leaving(message, condition);
            return then == null ? null : not(new Expr.Sends(message, not(then), span));
        }
        Expr then = arriving(message, condition);
        if (then == null) {
            return null;
        }
        var arrives = new Expr.Receives(message, new Expr.Literal(1, Type.BOOL, span), span);
        return new Expr.Logic(Expr.Logic.Op.IMPLIES, arrives, then, span);
    }

    private static Expr not(Expr condition) {
        return new Expr.Not(condition, condition.span());
    }

    @Nullable
    Expr calls(CallsWhatContext context, Span span) {
        MachineType.Trigger.Call found =
                happens("'calls'", context.name(0), span) ? call(context.name(0), context.name(1)) : null;
        if (found == null) {
            return null;
        }
        Expr where = given(found, () -> where(context.filter(), span));
        return where == null ? null : new Expr.Calls(found, where, span);
    }

    @Nullable
    Expr signals(SignalsWhatContext context, Span span) {
        MachineScope machine = happens("'signals'", context.name(0), span) ? machine(context.name(0)) : null;
        if (machine == null) {
            return null;
        }
        NameContext signal = context.name(1);
        MachineType.Signal found = machine.require(machine.signals, "", signal.getText(), Spans.of(signal));
        return found == null ? null : new Expr.Signals(found, span);
    }

    @Nullable
    Expr expires(ExpiresContext context, Span span) {
        Span at = Spans.of(context.name());
        if (!inStep("'expires'", span)) {
            return null;
        }
        Expr found = expressions.ofPeer(context.name().getText(), at, (inner, rest) -> {
            MachineScope machine = inner.routine.machine;
            MachineType.Timer timer = machine == null ? null : machine.timer("", rest, at);
            return timer == null ? null : new Expr.Expires(timer, span);
        });
        return found instanceof Expr.OfPeer peer ? peer.expr() : found;
    }

    // ------------------------------------------------------------ parts

    /** Whether this is a property of steps, and that one of its peers. */
    private boolean happens(String what, NameContext peer, Span span) {
        return inStep(what, span) && peer(peer.getText(), Spans.of(peer)) != null;
    }

    private boolean inStep(String what, Span span) {
        if (routine.kind != RoutineScope.Kind.STEP) {
            session.report(ScenarioMessages.onlyOfSteps(what, span));
            return false;
        }
        return true;
    }

    private @Nullable MachineScope machine(NameContext peer) {
        return expressions.machineOf(peer.getText());
    }

    private Protocol.Property.@Nullable Peer peer(String name, Span span) {
        Protocol.Property.Peer peer = routine.peers.get(name);
        if (peer == null && !session.excused(name)) {
            session.report(NameMessages.unknown("peer", name, span, routine.peers.keySet()));
        }
        return peer;
    }

    private MachineType.Trigger.@Nullable Call call(NameContext peer, NameContext call) {
        MachineScope machine = machine(peer);
        return machine == null ? null : machine.require(machine.triggers, "", call.getText(), Spans.of(call));
    }

    private @Nullable MessageType message(NameContext context) {
        String name = context.getText();
        MessageType message = routine.protocol.messages.get(name);
        if (message == null && !routine.protocol.messages.has(name) && !session.excused(name)) {
            session.report(NameMessages.unknown(
                    "message", name, Spans.of(context), new ArrayList<>(routine.protocol.messages.names())));
        }
        return message;
    }

    private <T> @Nullable T arriving(MessageType message, Supplier<@Nullable T> body) {
        MessageType outer = routine.message;
        routine.message = message;
        try {
            return body.get();
        } finally {
            routine.message = outer;
        }
    }

    private <T> @Nullable T given(MachineType.Trigger.Call call, Supplier<@Nullable T> body) {
        routine.open();
        routine.parameters(call.parameters());
        try {
            return body.get();
        } finally {
            routine.close();
        }
    }

    private <T> @Nullable T leaving(MessageType message, Supplier<@Nullable T> body) {
        MessageType outer = routine.leaving;
        routine.leaving = message;
        try {
            return body.get();
        } finally {
            routine.leaving = outer;
        }
    }
}
