package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.HandlerMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Handlers and what is ignored: every trigger in every state exactly once. */
final class HandlerBuilder {
    private record Pending(HandlerContext context, String prefix, Trigger trigger, List<MachineType.State> states) {}

    private final MachineScope machine;
    private final MachineBodies bodies;
    private final Session session;
    private final List<MachineType.Handler> handlers = new ArrayList<>();
    private final List<MachineType.Ignored> ignored = new ArrayList<>();
    /** What handles a trigger in a state, by trigger and state. */
    private final Map<String, Map<String, Span>> answered = new LinkedHashMap<>();
    /** Some handler could not be read: what seems unhandled may not be. */
    private boolean incomplete;

    /** @param incomplete some part of the machine was lost to a syntax error */
    HandlerBuilder(MachineScope machine, MachineBodies bodies, boolean incomplete) {
        this.incomplete = incomplete;
        this.machine = machine;
        this.bodies = bodies;
        this.session = machine.session();
    }

    List<MachineType.Handler> handlers() {
        return handlers;
    }

    List<MachineType.Ignored> ignored() {
        return ignored;
    }

    void build(List<MachineScope.Part> parts) {
        var pending = new ArrayList<Pending>();
        for (MachineScope.Part part : parts) {
            for (MachineItemContext item : part.items()) {
                if (session.broken(item)) {
                    incomplete = true;
                } else if (item instanceof HandlerContext c) {
                    collect(c, part.prefix(), pending);
                } else if (item instanceof IgnoringContext c) {
                    ignore(c, part.prefix());
                }
            }
        }
        var labels = new HashMap<String, Map<String, Set<String>>>();
        for (Pending each : pending) {
            Set<String> own = StatementChecker.labels(each.context().block(), session);
            each.states()
                    .forEach(s -> labels.computeIfAbsent(key(each.trigger()), k -> new HashMap<>())
                            .put(s.name(), own));
        }
        bodies.steps(labels);
        pending.forEach(this::handler);
    }

    private void collect(HandlerContext context, String prefix, List<Pending> into) {
        Trigger trigger = trigger(context.trigger(), prefix);
        List<MachineType.State> states = states(context.stateSet());
        if (trigger == null || states == null) {
            incomplete = true;
            return;
        }
        claim(trigger, states, Spans.head(context, context.stateSet().getStop()));
        into.add(new Pending(context, prefix, trigger, states));
    }

    private void ignore(IgnoringContext context, String prefix) {
        List<MachineType.State> states = states(context.stateSet());
        for (TriggerContext each : context.trigger()) {
            Trigger trigger = trigger(each, prefix);
            if (trigger == null || states == null) {
                incomplete = true;
                continue;
            }
            claim(trigger, states, Spans.of(each));
            ignored.add(new MachineType.Ignored(
                    trigger,
                    states,
                    Texts.doc(context.STRING()),
                    Texts.citations(context.annotation(), session),
                    Spans.of(context)));
        }
    }

    private @Nullable List<MachineType.State> states(StateSetContext context) {
        return context.name().isEmpty() ? machine.states.all() : machine.states(context.name());
    }

    private @Nullable Trigger trigger(TriggerContext context, String prefix) {
        return switch (context) {
            case OnTimeoutContext c -> {
                MachineType.Timer timer = machine.timer(prefix, c.name().getText(), Spans.of(c.name()));
                yield timer == null ? null : new Trigger.Timeout(timer);
            }
            case OnArrivalContext c -> {
                String name = c.name().getText();
                MessageType message = machine.receives.get(name);
                if (message == null && !session.excused(name) && !machine.receives.has(name)) {
                    session.report(
                            machine.protocol.messages.has(name)
                                    ? HandlerMessages.notReceived(name, machine.name, Spans.of(c.name()))
                                    : NameMessages.unknown(
                                            "message", name, Spans.of(c.name()), machine.receives.names()));
                }
                yield message == null ? null : new Trigger.Arrival(message);
            }
            case OnCallContext c -> call(c.name(), prefix);
            default -> null;
        };
    }

    private @Nullable Trigger call(NameContext context, String prefix) {
        String name = context.getText();
        Span span = Spans.of(context);
        Trigger.Call found = machine.find(machine.triggers, prefix, name);
        if (found != null || machine.claimed(machine.triggers, prefix, name) || session.excused(name)) {
            return found;
        }
        if (machine.timers.has(name)) {
            session.report(HandlerMessages.triggerWord(name, "timer", "on timeout " + name, span));
        } else if (machine.receives.has(name)) {
            session.report(HandlerMessages.triggerWord(name, "message", "on " + name + " arrives", span));
        } else {
            session.report(
                    NameMessages.unknown("call or event", name, span, machine.ownNames(machine.triggers, prefix)));
        }
        return null;
    }

    // ------------------------------------------------------------ completeness

    /** One key for each trigger; the three kinds may share names. */
    static String key(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Call t -> t.name();
            case Trigger.Arrival t -> t.name() + " arrives";
            case Trigger.Timeout t -> "timeout " + t.name();
        };
    }

    private void claim(Trigger trigger, List<MachineType.State> states, Span span) {
        Map<String, Span> byState = answered.computeIfAbsent(key(trigger), k -> new HashMap<>());
        var twice = new LinkedHashMap<Span, List<String>>();
        for (MachineType.State state : states) {
            Span first = byState.putIfAbsent(state.name(), span);
            if (first != null) {
                twice.computeIfAbsent(first, f -> new ArrayList<>()).add(state.name());
            }
        }
        twice.forEach((first, names) -> session.report(HandlerMessages.handledTwice(key(trigger), names, span, first)));
    }

    /** Reports each trigger that some state neither handles nor ignores. */
    void checkComplete() {
        if (incomplete) {
            return;
        }
        machine.triggers.all().forEach(t -> complete(key(t), t.span()));
        machine.receives.all().forEach(m -> complete(m.name() + " arrives", machine.receives.span(m.name())));
        machine.timers.all().forEach(t -> complete("timeout " + t.name(), t.span()));
    }

    private void complete(String key, Span declared) {
        Map<String, Span> byState = answered.getOrDefault(key, Map.of());
        List<String> missing = machine.states.all().stream()
                .map(MachineType.State::name)
                .filter(s -> !byState.containsKey(s))
                .toList();
        if (!missing.isEmpty()) {
            session.report(HandlerMessages.unhandled(key, missing, missing.size() == machine.states.size(), declared));
        }
    }

    // ------------------------------------------------------------ bodies

    private void handler(Pending pending) {
        HandlerContext context = pending.context();
        RoutineScope.Kind kind = switch (pending.trigger()) {
            case Trigger.Call t -> t.user() ? RoutineScope.Kind.CALL : RoutineScope.Kind.EVENT;
            case Trigger.Arrival t -> RoutineScope.Kind.ARRIVAL;
            case Trigger.Timeout t -> RoutineScope.Kind.TIMEOUT;
        };
        RoutineScope routine = new RoutineScope(kind, machine.protocol, machine, pending.prefix());
        routine.open();
        switch (pending.trigger()) {
            case Trigger.Call t -> routine.parameters(t.parameters());
            case Trigger.Arrival t -> routine.message = t.message();
            case Trigger.Timeout t -> {}
        }
        var expressions = new ExpressionChecker(routine, bodies);
        List<Stmt> body = new StatementChecker(expressions, bodies)
                .trigger(key(pending.trigger()))
                .body(context.block());
        routine.close();
        Span span = Spans.head(context, context.stateSet().getStop());
        if (routine.poisoned) {
            bodies.poison(span);
        }
        handlers.add(new MachineType.Handler(
                handlers.size(),
                pending.trigger(),
                pending.states(),
                body,
                Texts.doc(context.STRING()),
                Texts.citations(context.annotation(), session),
                span));
    }
}
