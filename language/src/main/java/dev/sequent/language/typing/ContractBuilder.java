package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.ContractMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** What a machine declares about its streams of octets, and what it lets be observed. */
final class ContractBuilder {
    private static final String COUNT = "how many octets";

    private final MachineScope machine;
    private final MachineBodies bodies;
    private final Session session;
    private final TypeResolver types;
    private final SymbolTable<MachineType.Observable> observables = new SymbolTable<>("observable");
    /** What a stream has said, with the place. */
    private final Map<String, Span> said = new HashMap<>();

    private MachineType.@Nullable Outgoing outgoing;
    private MachineType.@Nullable Incoming incoming;

    ContractBuilder(MachineScope machine, MachineBodies bodies) {
        this.machine = machine;
        this.bodies = bodies;
        this.session = machine.session();
        this.types = new TypeResolver(machine.protocol);
    }

    /** After all declarations of the machine. */
    ContractBuilder build(List<MachineScope.Part> parts) {
        for (MachineScope.Part part : parts) {
            for (MachineItemContext item : part.items()) {
                if (!session.broken(item)) {
                    build(item, part.prefix());
                }
            }
        }
        return this;
    }

    Optional<MachineType.Outgoing> outgoing() {
        return Optional.ofNullable(outgoing);
    }

    Optional<MachineType.Incoming> incoming() {
        return Optional.ofNullable(incoming);
    }

    List<MachineType.Observable> observables() {
        return observables.all();
    }

    private void build(MachineItemContext item, String prefix) {
        switch (item) {
            case OutgoingContext c -> {
                if (begins("out", c, prefix)) {
                    outgoing(c);
                }
            }
            case IncomingContext c -> {
                if (begins("in", c, prefix)) {
                    incoming(c);
                }
            }
            case ObservableContext c -> observable(c, prefix);
            default -> {}
        }
    }

    /** Octets of a message are found by their sequence numbers. */
    private void checkMessages(Span stream) {
        for (MessageType message : machine.receives.all()) {
            message.data()
                    .filter(data -> message.dataAt().isEmpty())
                    .ifPresent(data -> session.report(
                            ContractMessages.dataNowhere(message.name(), data.name(), data.span(), stream)));
        }
    }

    private boolean begins(String direction, ParserRuleContext context, String prefix) {
        Span span = Spans.head(context, context.getStart());
        if (!prefix.isEmpty()) {
            session.report(ContractMessages.inModule("stream", span));
            return false;
        }
        Span first = said.putIfAbsent("stream " + direction, span);
        if (first != null) {
            session.report(ContractMessages.streamTwice(direction, span, first));
        }
        return first == null;
    }

    // ------------------------------------------------------------ what the user sends

    private void outgoing(OutgoingContext context) {
        MachineType.Appends appends = null;
        MachineType.Variable end = null;
        MachineType.Moves forgets = null;
        for (OutgoingItemContext item : context.outgoingItem()) {
            if (session.broken(item)) {
                continue;
            }
            switch (item) {
                case AppendsContext c -> {
                    once("out", "by which call octets are handed over", c);
                    appends = appends(c);
                }
                case EndOfStreamContext c -> {
                    once("out", "where it ends", c);
                    end = sequenceNumber(c.name(), "where a stream ends");
                }
                case ForgetsContext c -> {
                    once("out", "by which effect octets are forgotten", c);
                    forgets = moves(c.name(0), c.name(1));
                }
                default -> {}
            }
        }
        if (appends != null) {
            outgoing = new MachineType.Outgoing(
                    appends,
                    Optional.ofNullable(end),
                    Optional.ofNullable(forgets),
                    Texts.doc(context.STRING()),
                    Texts.citations(context.annotation(), session),
                    Spans.head(context, context.getStart()));
        } else if (!said.containsKey("out by which call octets are handed over") && !session.broken(context)) {
            session.report(
                    ContractMessages.missingInStream("out", "SEND appends n", Spans.head(context, context.getStart())));
        }
    }

    private MachineType.@Nullable Appends appends(AppendsContext context) {
        NameContext name = context.name(0);
        MachineType.Trigger.Call call = machine.require(machine.triggers, "", name.getText(), Spans.of(name));
        if (call == null) {
            return null;
        }
        if (!call.user()) {
            session.report(ContractMessages.notByUsers(call.name(), Spans.of(name)));
            return null;
        }
        Local count = number(call.name(), call.parameters(), context.name(1), COUNT);
        return count == null ? null : new MachineType.Appends(call, count);
    }

    // ------------------------------------------------------------ what the user receives

    private void incoming(IncomingContext context) {
        MachineType.Variable since = null;
        MachineType.Variable next = null;
        MachineType.Puts puts = null;
        MachineType.Moves handsOn = null;
        for (IncomingItemContext item : context.incomingItem()) {
            if (session.broken(item)) {
                continue;
            }
            switch (item) {
                case SinceFirstContext c -> {
                    once("in", "where it begins", c);
                    since = sequenceNumber(c.name(), "where a stream begins");
                }
                case NextOfStreamContext c -> {
                    once("in", "up to where it has come", c);
                    next = sequenceNumber(c.name(), "where a stream ends");
                }
                case PutsContext c -> {
                    once("in", "by which effect octets get their place", c);
                    puts = puts(c);
                }
                case HandsOnContext c -> {
                    once("in", "by which effect octets are handed on", c);
                    handsOn = moves(c.name(0), c.name(1));
                }
                default -> {}
            }
        }
        if (handsOn != null || since != null) {
            incoming = new MachineType.Incoming(
                    Optional.ofNullable(since),
                    Optional.ofNullable(next),
                    Optional.ofNullable(puts),
                    Optional.ofNullable(handsOn),
                    Texts.doc(context.STRING()),
                    Texts.citations(context.annotation(), session),
                    Spans.head(context, context.getStart()));
        } else if (!said.containsKey("in by which effect octets are handed on")
                && !said.containsKey("in where it begins")
                && !session.broken(context)) {
            session.report(ContractMessages.missingInStream(
                    "in", "deliver hands on n", Spans.head(context, context.getStart())));
        }
    }

    private MachineType.@Nullable Puts puts(PutsContext context) {
        MachineType.Effect effect = effect(context.name(0));
        if (effect == null) {
            return null;
        }
        Local count = number(effect.name(), effect.parameters(), context.name(1), COUNT);
        Local begin = parameter(effect.name(), effect.parameters(), context.name(2));
        if (begin != null && !(begin.type() instanceof Type.Seq)) {
            session.report(ContractMessages.notASequenceNumber(
                    begin.name(), begin.type(), "where octets begin", Spans.of(context.name(2))));
            begin = null;
        }
        Local skip = number(effect.name(), effect.parameters(), context.name(3), "from where in the message");
        if (count == null || begin == null || skip == null) {
            return null;
        }
        checkMessages(Spans.of(context));
        if (count.equals(skip)) {
            session.report(ContractMessages.sameParameter(count.name(), Spans.of(context.name(3))));
        }
        return new MachineType.Puts(effect, count, begin, skip);
    }

    // ------------------------------------------------------------ names

    private void once(String direction, String what, ParserRuleContext context) {
        Span first = said.putIfAbsent(direction + " " + what, Spans.of(context));
        if (first != null) {
            session.report(ContractMessages.twiceInStream(what, Spans.of(context), first));
        }
    }

    private MachineType.@Nullable Variable sequenceNumber(NameContext name, String what) {
        MachineType.Variable found = machine.require(machine.variables, "", name.getText(), Spans.of(name));
        if (found != null && !(found.type() instanceof Type.Seq)) {
            session.report(ContractMessages.notASequenceNumber(found.name(), found.type(), what, Spans.of(name)));
            return null;
        }
        return found;
    }

    private MachineType.@Nullable Effect effect(NameContext name) {
        return machine.require(machine.effects, "", name.getText(), Spans.of(name));
    }

    private MachineType.@Nullable Moves moves(NameContext name, NameContext count) {
        MachineType.Effect effect = effect(name);
        Local parameter = effect == null ? null : number(effect.name(), effect.parameters(), count, COUNT);
        return effect == null || parameter == null ? null : new MachineType.Moves(effect, parameter);
    }

    private @Nullable Local number(String of, List<Local> parameters, NameContext name, String what) {
        Local found = parameter(of, parameters, name);
        if (found != null && !(found.type() instanceof Type.UInt || found.type() instanceof Type.Int)) {
            session.report(ContractMessages.notANumber(found.name(), found.type(), what, Spans.of(name)));
            return null;
        }
        return found;
    }

    private @Nullable Local parameter(String of, List<Local> parameters, NameContext name) {
        for (Local parameter : parameters) {
            if (parameter.name().equals(name.getText())) {
                return parameter;
            }
        }
        session.report(NameMessages.unknown(
                "parameter of " + of,
                name.getText(),
                Spans.of(name),
                parameters.stream().map(Local::name).toList()));
        return null;
    }

    // ------------------------------------------------------------ what may be looked at

    private void observable(ObservableContext context, String prefix) {
        String name = prefix + context.name().getText();
        Span span = Spans.of(context.name());
        boolean free = observables.claim(name, span, session);
        Type type = types.scalar(context.type(), "an observable");
        var routine = new RoutineScope(RoutineScope.Kind.OBSERVABLE, machine.protocol, machine, prefix);
        Expr value = type == null ? null : new ExpressionChecker(routine, bodies).as(type, context.expr());
        if (free && type != null && value != null) {
            observables.put(
                    name,
                    new MachineType.Observable(
                            observables.size(),
                            name,
                            type,
                            value,
                            Texts.doc(context.STRING()),
                            Texts.citations(context.annotation(), session),
                            span));
        }
    }
}
