package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.FlowMessages;
import dev.sequent.language.diagnostic.HandlerMessages;
import dev.sequent.language.diagnostic.LimitMessages;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import dev.sequent.language.syntax.SyntaxLimits;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be said about a machine as a whole: outcomes on every path, states that are reached, names that are used.
 */
final class FlowChecks {
    private final MachineType machine;
    private final MachineBodies bodies;
    private final MachineScope scope;
    private final Session session;
    private final Map<Stmt.ContinueAt, Integer> depths = new HashMap<>();

    FlowChecks(MachineType machine, MachineBodies bodies, Session session) {
        this.machine = machine;
        this.bodies = bodies;
        this.scope = bodies.machine();
        this.session = session;
    }

    void check(List<Protocol.Property> properties, List<Scenario> scenarios) {
        if (machine.states().stream().noneMatch(MachineType.State::initial)) {
            return;
        }
        circles();
        skipped();
        outcomes();
        // What follows draws conclusions from what is absent: after a mistake, it may only seem to be absent.
        if (!session.hasErrors()) {
            states();
            uses(properties, scenarios);
        }
    }

    // ------------------------------------------------------------ continue at

    private void circles() {
        for (MachineType.Handler handler : machine.handlers()) {
            for (Stmt.ContinueAt jump : jumps(handler.body())) {
                if (comesBack(handler.trigger(), jump)) {
                    session.report(FlowMessages.continuesForever(
                            jump.label(), jump.state().name(), jump.span()));
                } else if (depth(handler.trigger(), jump) == SyntaxLimits.CALLS + 1) {
                    session.report(
                            LimitMessages.jumps(jump.label(), jump.state().name(), jump.span(), SyntaxLimits.CALLS));
                }
            }
        }
    }

    private boolean comesBack(MachineType.Trigger trigger, Stmt.ContinueAt start) {
        var seen = new HashSet<Stmt.ContinueAt>();
        var pending = new ArrayList<>(next(trigger, start));
        while (!pending.isEmpty()) {
            Stmt.ContinueAt jump = pending.removeLast();
            if (jump.equals(start)) {
                return true;
            }
            if (seen.add(jump)) {
                pending.addAll(next(trigger, jump));
            }
        }
        return false;
    }

    /** How many jumps follow each other at most, beginning with this one, not counting circles. */
    private int depth(MachineType.Trigger trigger, Stmt.ContinueAt jump) {
        Integer known = depths.get(jump);
        if (known == null) {
            depths.put(jump, 0);
            known = 1
                    + next(trigger, jump).stream()
                            .mapToInt(n -> depth(trigger, n))
                            .max()
                            .orElse(0);
            depths.put(jump, known);
        }
        return known;
    }

    private List<Stmt.ContinueAt> next(MachineType.Trigger trigger, Stmt.ContinueAt jump) {
        return machine.handler(trigger, jump.state())
                .map(h -> jumps(h.from(jump.label())))
                .orElse(List.of());
    }

    /** A jump into a handler must not skip a value that the rest of it reads. */
    private void skipped() {
        for (MachineType.Handler handler : machine.handlers()) {
            for (Stmt.ContinueAt jump : jumps(handler.body())) {
                machine.handler(handler.trigger(), jump.state()).ifPresent(target -> skipped(jump, target));
            }
        }
    }

    private void skipped(Stmt.ContinueAt jump, MachineType.Handler target) {
        List<Stmt> tail = target.from(jump.label());
        var uses = new Uses();
        uses.body(tail);
        for (Stmt statement : target.body().subList(0, target.body().size() - tail.size())) {
            if (statement instanceof Stmt.Declare declared && uses.locals.contains(declared.local())) {
                session.report(FlowMessages.skipsValue(
                        jump.label(), jump.state().name(), declared.local().name(), jump.span(), declared.span()));
            }
        }
    }

    /** The jumps in a body; they stand in handlers only. */
    private static List<Stmt.ContinueAt> jumps(List<Stmt> body) {
        return StmtParts.all(body)
                .filter(Stmt.ContinueAt.class::isInstance)
                .map(Stmt.ContinueAt.class::cast)
                .toList();
    }

    // ------------------------------------------------------------ outcomes

    /** A call's handler returns an outcome on every path. */
    private void outcomes() {
        var flow = new StateFlow(machine);
        for (MachineType.Handler handler : machine.handlers()) {
            if (!(handler.trigger() instanceof MachineType.Trigger.Call call)
                    || !call.user()
                    || bodies.poisoned(handler.span())) {
                continue;
            }
            List<String> missing = handler.states().stream()
                    .filter(s -> !flow.follow(handler, s).isEmpty())
                    .map(MachineType.State::name)
                    .toList();
            if (!missing.isEmpty()) {
                session.report(HandlerMessages.missingOutcome(call.name(), missing, handler.span()));
            }
        }
    }

    // ------------------------------------------------------------ states

    private void states() {
        var flow = new StateFlow(machine);
        var reached = new BitSet();
        reached.set(machine.initial().index());
        var pending = new ArrayList<MachineType.State>(List.of(machine.initial()));
        while (!pending.isEmpty()) {
            MachineType.State state = pending.removeFirst();
            for (MachineType.Handler handler : machine.handlers()) {
                if (handler.states().contains(state)) {
                    flow.follow(handler, state);
                }
            }
            // Bodies pass through states: any of them may have got new successors.
            for (MachineType.State next : machine.states()) {
                boolean entered = machine.states().stream()
                        .anyMatch(s -> reached.get(s.index())
                                && flow.successors(s.index()).get(next.index()));
                if (entered && !reached.get(next.index())) {
                    reached.set(next.index());
                    pending.add(next);
                }
            }
        }
        for (MachineType.State state : machine.states()) {
            if (!reached.get(state.index())) {
                session.report(FlowMessages.unreachableState(state.name(), state.span()));
                continue;
            }
            BitSet others = (BitSet) flow.successors(state.index()).clone();
            others.clear(state.index());
            if (state.isFinal()) {
                flow.leaving(state.index())
                        .ifPresent(span -> session.report(FlowMessages.leavesFinal(state.name(), span, state.span())));
            } else if (others.isEmpty() && machine.states().size() > 1) {
                session.report(FlowMessages.noWayOut(state.name(), state.span()));
            }
        }
        if (reached.cardinality() == machine.states().size()) {
            for (Stmt.InStates block : flow.neverEntered()) {
                session.report(FlowMessages.neverInState(
                        block.states().stream().map(MachineType.State::name).toList(), block.span()));
            }
        }
    }

    // ------------------------------------------------------------ names

    private void uses(List<Protocol.Property> properties, List<Scenario> scenarios) {
        var uses = new Uses();
        machine.functions().forEach(f -> uses.body(f.body()));
        machine.procedures().forEach(p -> uses.body(p.body()));
        machine.beforeSending().forEach(b -> uses.body(b.body()));
        machine.handlers().forEach(h -> uses.body(h.body()));
        machine.invariants().forEach(i -> uses.expression(i.condition()));
        uses.world(machine);
        properties.forEach(p -> uses.expression(p.condition()));
        scenarios.forEach(s ->
                s.peers().forEach(p -> p.script().forEach(u -> u.when().ifPresent(uses::expression))));

        for (MachineType.Timer timer : machine.timers()) {
            if (!uses.started.contains(timer.name())) {
                session.report(FlowMessages.neverStarted(timer.name(), timer.span()));
            }
        }
        for (MachineType.Variable variable : machine.variables()) {
            value("variable", variable.name(), uses, variable.span());
        }
        for (MachineType.Table table : machine.tables()) {
            value("table", table.name(), uses, table.span());
        }
        var signals = new LinkedHashMap<String, Span>();
        machine.signals().forEach(s -> signals.put(s.name(), s.span()));
        never("signal", signals, uses.raised, "raised");
        var outcomes = new LinkedHashMap<String, Span>();
        machine.outcomes().forEach(o -> outcomes.put(o.name(), o.span()));
        never("outcome", outcomes, uses.returned, "returned");
        var effects = new LinkedHashMap<String, Span>();
        machine.effects().forEach(e -> effects.put(e.name(), e.span()));
        never("effect", effects, uses.effects, "called");
        var routines = new LinkedHashMap<String, Span>();
        machine.functions().forEach(f -> routines.put(f.name(), f.span()));
        never("function", required(routines), uses.called, "called");
        routines.clear();
        machine.procedures().forEach(p -> routines.put(p.name(), p.span()));
        never("procedure", required(routines), uses.called, "called");
    }

    private void value(String kind, String name, Uses uses, Span span) {
        boolean read = uses.read.contains(name);
        boolean written = uses.written.contains(name);
        if (!read || !written) {
            String how = read ? "given a value" : written ? "read" : "used";
            session.report(FlowMessages.never(kind, name, how, span));
        }
    }

    private void never(String kind, Map<String, Span> declared, Set<String> used, String how) {
        declared.forEach((name, span) -> {
            if (!used.contains(name)) {
                session.report(FlowMessages.never(kind, name, how, span));
            }
        });
    }

    /** Except those that a module has only because its interface requires them. */
    private Map<String, Span> required(Map<String, Span> routines) {
        var result = new LinkedHashMap<>(routines);
        result.keySet().removeIf(name -> {
            int dot = name.indexOf('.');
            var asked = dot < 0 ? null : scope.protocol.interfaces.get(name.substring(0, dot));
            return asked != null && MachineScope.signatures(asked).containsKey(name.substring(dot + 1));
        });
        return result;
    }
}
