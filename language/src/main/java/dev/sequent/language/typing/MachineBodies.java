package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.FlowMessages;
import dev.sequent.language.diagnostic.LimitMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.Spans;
import dev.sequent.language.syntax.SyntaxLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the bodies of a machine. The typed model holds a routine's body inside each call of it, so a routine is built
 * before its first call is; one that calls itself cannot be, and is a mistake in the language as well.
 */
final class MachineBodies {
    private final MachineScope machine;
    private final ProtocolScope protocol;
    private final Session session;
    private final Deque<RoutineDecl<?>> underway = new ArrayDeque<>();
    /** Labels of the steps, by trigger and state: where {@code continue at} may lead. */
    private Map<String, Map<String, Set<String>>> steps = Map.of();
    /** Routines and handlers with mistakes in them: nothing is reported about what they lack. */
    private final Set<Span> poisoned = new HashSet<>();

    MachineBodies(MachineScope machine) {
        this.machine = machine;
        this.protocol = machine.protocol;
        this.session = machine.session();
    }

    MachineScope machine() {
        return machine;
    }

    void steps(Map<String, Map<String, Set<String>>> labels) {
        steps = labels;
    }

    @Nullable
    Set<String> stepLabels(String trigger, String state) {
        Map<String, Set<String>> byState = steps.get(trigger);
        return byState == null ? null : byState.get(state);
    }

    boolean poisoned(Span routine) {
        return poisoned.contains(routine);
    }

    void poison(Span routine) {
        poisoned.add(routine);
    }

    // ------------------------------------------------------------ routines

    MachineType.@Nullable Function function(RoutineDecl<MachineType.Function> decl, Span caller) {
        if (ready(decl, caller)) {
            return decl.built;
        }
        begin(decl);
        RoutineScope routine = new RoutineScope(RoutineScope.Kind.FUNCTION, protocol, machine, decl.prefix());
        routine.result = decl.type();
        List<Stmt> body = body(decl, routine);
        if (decl.parameters() != null && decl.type() != null) {
            decl.built = new MachineType.Function(
                    decl.index(),
                    decl.name(),
                    decl.parameters(),
                    decl.type(),
                    body,
                    decl.doc(),
                    decl.citations(),
                    decl.span());
            if (!routine.poisoned && decl.block() != null && !AbruptCompletion.always(body)) {
                session.report(FlowMessages.missingReturnValue(decl.name(), decl.span()));
            }
        }
        finish(decl, routine);
        return decl.built;
    }

    MachineType.@Nullable Procedure procedure(RoutineDecl<MachineType.Procedure> decl, Span caller) {
        if (ready(decl, caller)) {
            return decl.built;
        }
        begin(decl);
        RoutineScope routine = new RoutineScope(RoutineScope.Kind.PROCEDURE, protocol, machine, decl.prefix());
        List<Stmt> body = body(decl, routine);
        if (decl.parameters() != null) {
            decl.built = new MachineType.Procedure(
                    decl.index(), decl.name(), decl.parameters(), body, decl.doc(), decl.citations(), decl.span());
        }
        finish(decl, routine);
        return decl.built;
    }

    /** Sending a message runs this: it counts as a call. @return the sets that it may change */
    Set<String> beforeSending(MessageType message, Span caller) {
        RoutineDecl<MachineType.BeforeSending> decl = machine.beforeSending.get(message.name());
        if (decl == null) {
            return Set.of();
        }
        if (ready(decl, caller)) {
            return decl.changes;
        }
        begin(decl);
        RoutineScope routine = new RoutineScope(RoutineScope.Kind.BEFORE_SENDING, protocol, machine, decl.prefix());
        routine.message = message;
        List<Stmt> body = body(decl, routine);
        decl.built = new MachineType.BeforeSending(message, body, decl.doc(), decl.citations(), decl.span());
        finish(decl, routine);
        return decl.changes;
    }

    private List<Stmt> body(RoutineDecl<?> decl, RoutineScope routine) {
        routine.open();
        if (decl.parameters() != null) {
            routine.parameters(decl.parameters());
        } else {
            routine.poisoned = true;
        }
        var expressions = new ExpressionChecker(routine, this);
        List<Stmt> body = List.of();
        if (decl.value() != null) {
            Type type = decl.type();
            Expr value = type == null ? expressions.value(decl.value(), null) : expressions.as(type, decl.value());
            routine.poisoned |= value == null;
            if (value != null) {
                body = List.of(new Stmt.ReturnValue(value, Spans.of(decl.value())));
            }
        } else if (decl.block() != null) {
            body = new StatementChecker(expressions, this).body(decl.block());
        }
        routine.close();
        return body;
    }

    private boolean ready(RoutineDecl<?> decl, Span caller) {
        if (decl.progress == RoutineDecl.Progress.UNDERWAY) {
            var circle = new ArrayList<String>();
            for (RoutineDecl<?> each : underway) {
                circle.addFirst(each.name());
                if (each == decl) {
                    break;
                }
            }
            circle.add(decl.name());
            session.report(FlowMessages.recursion(circle, caller));
        }
        nest(decl);
        return decl.progress != RoutineDecl.Progress.WAITING;
    }

    private void begin(RoutineDecl<?> decl) {
        decl.progress = RoutineDecl.Progress.UNDERWAY;
        underway.push(decl);
    }

    private void finish(RoutineDecl<?> decl, RoutineScope routine) {
        decl.arrivals.putAll(routine.arrivals);
        decl.varying.putAll(routine.varying);
        decl.changes.addAll(routine.changes);
        decl.progress = RoutineDecl.Progress.FINISHED;
        underway.pop();
        nest(decl);
        if (decl.depth == SyntaxLimits.CALLS + 1) { // those that call it are deeper still: reporting this one is enough
            session.report(LimitMessages.calls(decl.name(), decl.span(), SyntaxLimits.CALLS));
        }
        if (routine.poisoned) {
            poison(decl.span());
        }
    }

    /** The routine being checked calls this one. */
    private void nest(RoutineDecl<?> called) {
        RoutineDecl<?> caller = underway.peek();
        if (caller != null) {
            caller.depth = Math.max(caller.depth, called.depth + 1);
        }
    }

    void checkVisible(String member, RoutineScope routine, Span at) {
        machine.checkVisible(member, routine, at);
    }

    /**
     * The caller needs whatever arrivals, clock and answers the callee needs; reports where the caller cannot have
     * them.
     */
    void inherit(RoutineDecl<?> callee, RoutineScope caller, Span at) {
        for (Map.Entry<String, Span> need : callee.arrivals.entrySet()) {
            boolean possible = switch (caller.kind) {
                case FUNCTION, PROCEDURE -> true;
                case ARRIVAL -> caller.message != null && caller.message.name().equals(need.getKey());
                default -> false;
            };
            if (possible) {
                caller.arrivals.putIfAbsent(need.getKey(), need.getValue());
            } else {
                session.report(NameMessages.calleeNeedsArrival(
                        callee.name(), need.getKey(), caller.kind.phrase, at, need.getValue()));
            }
        }
        for (Map.Entry<String, Span> asked : callee.varying.entrySet()) {
            if (caller.kind.acted()) {
                caller.varying.putIfAbsent(asked.getKey(), asked.getValue());
            } else {
                session.report(NameMessages.calleeVaries(
                        callee.name(), asked.getKey(), caller.kind.phrase, at, asked.getValue()));
            }
        }
    }

    // ------------------------------------------------------------ the whole machine

    void checkAllRoutines() {
        machine.functions.all().forEach(f -> function(f, f.span()));
        machine.procedures.all().forEach(p -> procedure(p, p.span()));
        for (RoutineDecl<MachineType.BeforeSending> decl : machine.beforeSending.all()) {
            MessageType message = protocol.messages.get(decl.name());
            if (message != null) {
                beforeSending(message, decl.span());
            }
        }
    }

    MachineType build(
            int index,
            boolean foreign,
            String doc,
            Span span,
            HandlerBuilder handlers,
            List<MachineType.Invariant> invariants,
            ContractBuilder contract) {
        var calls = new ArrayList<MachineType.Trigger.Call>();
        var events = new ArrayList<MachineType.Trigger.Call>();
        machine.triggers.all().forEach(t -> (t.user() ? calls : events).add(t));
        return new MachineType(
                index,
                machine.name,
                foreign,
                machine.states.all(),
                machine.variables.all(),
                machine.tables.all(),
                machine.timers.all(),
                machine.signals.all(),
                machine.outcomes.all(),
                machine.effects.all(),
                List.copyOf(calls),
                List.copyOf(events),
                machine.receives.all(),
                built(machine.functions),
                built(machine.procedures),
                built(machine.beforeSending),
                List.copyOf(handlers.handlers()),
                List.copyOf(handlers.ignored()),
                invariants,
                contract.outgoing(),
                contract.incoming(),
                contract.observables(),
                doc,
                span);
    }

    private static <T> List<T> built(SymbolTable<RoutineDecl<T>> decls) {
        var result = new ArrayList<T>();
        for (RoutineDecl<T> decl : decls.all()) {
            if (decl.built != null) {
                result.add(decl.built);
            }
        }
        return List.copyOf(result);
    }
}
