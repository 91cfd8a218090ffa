package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which handlers and routines of a machine may take part in a step: what is called, and where it goes on. */
public final class Reach {
    /** A handler or routine. @param span of its declaration, which tells it from others */
    private record Routine(Span span, List<Stmt> body) {
        /** Whether some statement of it has text on one of these lines. */
        boolean on(String file, int from, int to) {
            return StmtParts.all(body)
                    .map(Stmt::span)
                    .anyMatch(s -> s.file().equals(file) && s.line() <= to && from <= s.endLine());
        }
    }

    private final MachineType machine;

    public Reach(MachineType machine) {
        this.machine = machine;
    }

    /** Whether some handler or routine of the machine has a statement on one of these lines. */
    public boolean has(String file, int from, int to) {
        return all().anyMatch(r -> r.on(file, from, to));
    }

    /** Whether one of those may take part in the step. */
    public boolean takesPart(Prover.Task task, String file, int from, int to) {
        return task.machine().equals(machine)
                && task.trigger().isPresent()
                && triggers(task)
                        .flatMap(t -> routines(t, task.state()).stream())
                        .anyMatch(r -> r.on(file, from, to));
    }

    /** A whole step of an arrival is a batch: what comes after it belongs to it, in whatever state that may be. */
    private Stream<Trigger> triggers(Prover.Task task) {
        var first = task.trigger().stream();
        return task.properties() && task.trigger().get() instanceof Trigger.Arrival
                ? Stream.concat(first, machine.events().stream().filter(e -> e.batch()))
                : first;
    }

    private Stream<Routine> all() {
        return Stream.of(
                        machine.handlers().stream().map(Reach::routine),
                        machine.procedures().stream().map(p -> new Routine(p.span(), p.body())),
                        machine.functions().stream().map(f -> new Routine(f.span(), f.body())),
                        machine.beforeSending().stream().map(b -> new Routine(b.span(), b.body())))
                .flatMap(r -> r);
    }

    private static Routine routine(MachineType.Handler handler) {
        return new Routine(handler.span(), handler.body());
    }

    private List<Routine> routines(Trigger trigger, MachineType.State state) {
        var seen = new LinkedHashMap<Span, Routine>();
        var open = new ArrayList<Routine>();
        boolean batch = trigger instanceof Trigger.Call c && c.batch();
        var states = batch ? machine.states() : List.of(state);
        states.forEach(s -> machine.handler(trigger, s).map(Reach::routine).ifPresent(open::add));
        while (!open.isEmpty()) {
            var next = open.removeLast();
            if (seen.putIfAbsent(next.span(), next) == null) {
                StmtParts.all(next.body()).forEach(s -> {
                    called(s, trigger).forEach(open::add);
                    StmtParts.of(s).expressions().stream()
                            .flatMap(e -> functions(e))
                            .forEach(open::add);
                });
            }
        }
        return List.copyOf(seen.values());
    }

    private List<Routine> called(Stmt statement, Trigger trigger) {
        if (statement instanceof Stmt.CallProcedure s) {
            return List.of(new Routine(s.procedure().span(), s.procedure().body()));
        }
        if (statement instanceof Stmt.Send s) {
            return machine.beforeSending().stream()
                    .filter(b -> b.message().kind() == s.message().kind())
                    .map(b -> new Routine(b.span(), b.body()))
                    .toList();
        }
        Optional<MachineType.Handler> further =
                statement instanceof Stmt.ContinueAt s ? machine.handler(trigger, s.state()) : Optional.empty();
        return further.map(Reach::routine).stream().toList();
    }

    private static Stream<Routine> functions(Expr expr) {
        return ExprParts.all(expr)
                .filter(Expr.CallFunction.class::isInstance)
                .map(e -> ((Expr.CallFunction) e).function())
                .map(f -> new Routine(f.span(), f.body()));
    }
}
