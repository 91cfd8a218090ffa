package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType.Function;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.encode.Execution.Exit;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Machine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Executes statements. Where branches come together again, what they left is joined: there is one path through a rule,
 * and not as many as it has ways.
 */
final class Statements {
    /** Someone comes back from a routine. @param value none from a procedure */
    private record Return(Snapshot at, Optional<Value> value) {}

    private record Continue(Snapshot at, Stmt.ContinueAt to) {}

    private final Execution execution;
    private final Terms terms;
    private final Values values;
    private final Loops loops;
    private final Deque<List<Return>> returns = new ArrayDeque<>();
    private final List<Exit> exits = new ArrayList<>();
    private final List<Continue> continued = new ArrayList<>();

    Statements(Execution execution) {
        this.execution = execution;
        this.terms = execution.terms;
        this.values = execution.values;
        this.loops = new Loops(execution);
    }

    private Expressions expressions() {
        return execution.expressions;
    }

    List<Exit> handler(Handler handler, Snapshot at) {
        exits.clear();
        end(run(handler.body(), at));
        for (int rounds = 0; !continued.isEmpty(); rounds++) {
            var next = List.copyOf(continued);
            continued.clear();
            for (var c : next) {
                if (rounds > execution.world.machine().states().size()) {
                    execution.demand(FaultKind.CIRCLE, c.to().span(), c.at(), terms.truth(false));
                } else {
                    var target = execution.handlerIn(handler, c.to().state());
                    end(run(target.from(c.to().label()), c.at()));
                }
            }
        }
        return List.copyOf(exits);
    }

    private void end(Snapshot at) {
        if (!at.dead()) {
            exits.add(new Exit(at, Machine.DONE));
        }
    }

    Snapshot run(List<Stmt> statements, Snapshot from) {
        var at = from;
        for (var statement : statements) {
            if (at.dead()) {
                break;
            }
            at = run(statement, at);
        }
        return at;
    }

    private Snapshot run(Stmt statement, Snapshot at) {
        return switch (statement) {
            // Statements that branch, or leave.
            case Stmt.If s -> branch(expressions().truth(s.condition(), at), s.then(), s.otherwise(), at);
            case Stmt.InStates s -> branch(execution.in(s.states(), at), s.body(), List.of(), at);
            case Stmt.Step s -> run(s.body(), at);
            case Stmt.While s -> loops.run(s, at);
            case Stmt.ForRange s -> loops.run(s, at);
            case Stmt.ForEachRange s -> loops.run(s, at);
            case Stmt.ForEachRow s -> loops.run(s, at);
            case Stmt.FindRow s -> find(s, at);
            case Stmt.ContinueAt s -> {
                continued.add(new Continue(at, s));
                yield gone(at);
            }
            case Stmt.ReturnOutcome s -> leave(at, s.outcome().index());
            case Stmt.ReturnValue s -> {
                returns.getFirst().add(new Return(at, Optional.of(expressions().value(s.value(), at))));
                yield gone(at);
            }
            case Stmt.ReturnNothing _ -> {
                returns.getFirst().add(new Return(at, Optional.empty()));
                yield gone(at);
            }
            case Stmt.Drop _ -> leave(at, Machine.DROP);
            case Stmt.Done _ -> leave(at, Machine.DONE);
            case Stmt.Unreachable s -> {
                execution.demand(FaultKind.UNREACHABLE, s.span(), at, terms.truth(false));
                yield gone(at);
            }
            // All others.
            case Stmt.Assign s -> assign(s, at);
            case Stmt.Declare s -> {
                at.locals.put(s.local().index(), stored(s.local().type(), s.value(), s.span(), at));
                yield at;
            }
            case Stmt.CallProcedure s -> call(s, at);
            case Stmt.Send s -> send(s, at);
            case Stmt.GoTo s -> {
                at.state = terms.number(s.state().index());
                yield at;
            }
            case Stmt.StartTimer s -> {
                var time = execution.expressions.number(s.at(), at);
                at.running.set(s.timer().index(), terms.truth(true));
                execution.happens(new Event.Started(at.path, s.timer().index(), new Arithmetics(execution).due(time)));
                yield at;
            }
            case Stmt.StopTimer s -> {
                at.running.set(s.timer().index(), terms.truth(false));
                yield at;
            }
            case Stmt.RaiseSignal s -> {
                execution.happens(new Event.Signalled(at.path, s.signal().index()));
                yield at;
            }
            case Stmt.CallEffect s -> {
                var given = expressions().arguments(s.effect().parameters(), s.arguments(), at);
                execution.happens(new Event.Effected(
                        at.path,
                        s.effect().index(),
                        s.effect().parameters().stream()
                                .map(p -> given.get(p.index()))
                                .toList()));
                yield at;
            }
            case Stmt.InsertRow s -> insert(s, at);
            case Stmt.RemoveRow s -> {
                int table = ((Type.Row) s.row().type()).table().index();
                at.rows.set(table, terms.plus(at.rows.get(table), -1));
                yield at;
            }
            case Stmt.AddRange s -> add(s, at);
            case Stmt.CutRanges s -> {
                var space = execution.world.spaces().of(s.ranges());
                var below = expressions().point(s.below(), at, space);
                var before = at.ranges(s.ranges());
                var together = execution.sets.staysTogether(before, below, below);
                execution.demand(FaultKind.SPREAD, s.span(), at, together);
                at.variables.put(s.ranges().index(), new Value.Ranges(new RangesTerm.Cut(before, below, together)));
                yield at;
            }
            case Stmt.ClearRanges s -> {
                at.variables.put(s.ranges().index(), new Value.Ranges(new RangesTerm.Empty()));
                yield at;
            }
            case Stmt.ClearTable s -> {
                at.rows.set(s.table().index(), terms.number(0));
                yield at;
            }
            case Stmt.DeleteTcb s -> {
                execution.happens(new Event.Deleted(at.path));
                var fresh = execution.world.beginning();
                fresh.path = at.path;
                s.state().ifPresent(state -> fresh.state = terms.number(state.index()));
                fresh.locals = at.locals;
                fresh.outgoing.putAll(at.outgoing);
                yield fresh;
            }
            case Stmt.Assertion s -> {
                execution.demand(
                        FaultKind.ASSERTION, s.span(), at, expressions().truth(s.condition(), at));
                yield at;
            }
        };
    }

    private Snapshot gone(Snapshot at) {
        return at.on(terms.truth(false));
    }

    private Snapshot leave(Snapshot at, int result) {
        exits.add(new Exit(at, result));
        return gone(at);
    }

    private Snapshot branch(Term condition, List<Stmt> then, List<Stmt> otherwise, Snapshot at) {
        var holds = run(then, at.on(terms.and(at.path, condition)));
        var fails = run(otherwise, at.on(terms.and(at.path, terms.not(condition))));
        return values.join(condition, holds, fails);
    }

    private Value stored(Type type, Expr expr, Span span, Snapshot at) {
        return expressions().store(type, expressions().value(expr, at), span, at);
    }

    private Snapshot assign(Stmt.Assign s, Snapshot at) {
        var value = stored(s.target().type(), s.value(), s.span(), at);
        switch (s.target()) {
            case Stmt.Target.OfVariable t -> {
                if (value instanceof Value.Ranges r && t.type() instanceof Type.Ranges kind) {
                    execution.demand(
                            FaultKind.FULL,
                            s.span(),
                            at,
                            terms.lessOrEqual(execution.sets.count(r.set()), terms.number(kind.capacity())));
                }
                at.variables.put(t.variable().index(), value);
            }
            case Stmt.Target.OfLocal t -> at.locals.put(t.local().index(), value);
            case Stmt.Target.OfOutgoing t ->
                at.outgoing
                        .computeIfAbsent(t.message().kind(), k -> new HashMap<>())
                        .put(t.field().index(), value);
            case Stmt.Target.OfColumn _ -> {
                // What stands in rows is not kept.
            }
        }
        return at;
    }

    // ------------------------------------------------------------ sending

    private Snapshot send(Stmt.Send s, Snapshot at) {
        var fields = new HashMap<Integer, Value>();
        at.outgoing.put(s.message().kind(), fields);
        for (var value : s.values()) {
            switch (value) {
                case Stmt.FieldValue.Scalar v -> {
                    var condition = wanted(v.condition(), at);
                    var inner = at.on(terms.and(at.path, condition));
                    var given = stored(v.field().type(), v.value(), v.value().span(), inner);
                    fields.put(
                            v.field().index(),
                            values.choice(
                                    condition,
                                    given,
                                    execution.world.zero(v.field().type())));
                }
                case Stmt.FieldValue.Bits v -> {
                    var bits = new HashMap<Long, Term>();
                    v.bits().forEach(b -> bits.put(b.mask(), wanted(b.condition(), at)));
                    fields.put(v.field().index(), new Value.Flags(Map.copyOf(bits)));
                }
            }
        }
        var after = at;
        for (var before : execution.world.machine().beforeSending()) {
            if (before.message().kind() == s.message().kind()) {
                after = routine("before sending " + s.message().name(), before.body(), Map.of(), after);
            }
        }
        execution.happens(new Event.Sent(
                after.path,
                s.message().kind(),
                Map.copyOf(after.outgoing.get(s.message().kind()))));
        return after;
    }

    private Term wanted(Optional<Expr> condition, Snapshot at) {
        return condition.map(c -> expressions().truth(c, at)).orElse(terms.truth(true));
    }

    // ------------------------------------------------------------ routines

    private Snapshot call(Stmt.CallProcedure s, Snapshot at) {
        var given = expressions().arguments(s.procedure().parameters(), s.arguments(), at);
        return routine(s.procedure().name(), s.procedure().body(), given, at);
    }

    private Snapshot routine(String name, List<Stmt> body, Map<Integer, Value> given, Snapshot at) {
        var outer = at.locals;
        at.locals = new HashMap<>(given);
        returns.push(new ArrayList<>());
        execution.enter(name);
        var end = run(body, at);
        execution.leave();
        for (var early : returns.pop().reversed()) {
            end = values.join(early.at().path, early.at(), end);
        }
        if (!end.dead()) {
            end.locals = outer;
        }
        return end;
    }

    Value function(Function function, Map<Integer, Value> given, Snapshot at) {
        if (at.dead()) {
            return execution.world.zero(function.type());
        }
        var inner = at.copy();
        inner.locals = new HashMap<>(given);
        returns.push(new ArrayList<>());
        execution.enter(function.name());
        run(function.body(), inner);
        var all = returns.pop().reversed();
        // Each on its path; the last one needs none.
        var value = all.getFirst().value().orElseThrow();
        for (var other : all.subList(1, all.size())) {
            value = values.choice(other.at().path, other.value().orElseThrow(), value);
        }
        var stored = expressions().store(function.type(), value, function.span(), at);
        execution.leave();
        return stored;
    }

    // ------------------------------------------------------------ tables and ranges

    private Snapshot find(Stmt.FindRow s, Snapshot at) {
        var some = terms.less(terms.number(0), at.rows.get(s.table().index()));
        var found = terms.and(some, terms.truth("found in " + s.table().name()));
        var then = at.on(terms.and(at.path, found));
        then.locals.put(s.row().index(), new Value.Scalar(terms.number(0)));
        expressions().truth(s.where(), then);
        return values.join(
                found, run(s.found(), then), run(s.otherwise(), at.on(terms.and(at.path, terms.not(found)))));
    }

    private Snapshot insert(Stmt.InsertRow s, Snapshot at) {
        var rows = at.rows.get(s.table().index());
        execution.demand(
                FaultKind.FULL,
                s.span(),
                at,
                terms.less(rows, terms.number(s.table().capacity())));
        s.values().forEach(v -> stored(v.column().type(), v.value(), v.value().span(), at));
        at.rows.set(s.table().index(), terms.plus(rows, 1));
        return at;
    }

    private Snapshot add(Stmt.AddRange s, Snapshot at) {
        var space = execution.world.spaces().of(s.ranges());
        var from = expressions().point(s.from(), at, space);
        var to = expressions().point(s.to(), at, space);
        var before = at.ranges(s.ranges());
        var some = execution.sequences.less(new Value.Sequence(space, from), new Value.Sequence(space, to));
        var together = terms.implies(some, execution.sets.staysTogether(before, from, to));
        var after = new RangesTerm.Added(before, from, to, together);
        execution.demand(FaultKind.SPREAD, s.span(), at, together);
        execution.demand(
                FaultKind.FULL,
                s.span(),
                at,
                terms.lessOrEqual(
                        execution.sets.count(after),
                        terms.number(((Type.Ranges) s.ranges().type()).capacity())));
        at.variables.put(s.ranges().index(), new Value.Ranges(after));
        return at;
    }

    /** How many ways out there are so far. */
    record Mark(int exits, int continued, int returned) {}

    Mark mark() {
        return new Mark(
                exits.size(),
                continued.size(),
                returns.isEmpty() ? 0 : returns.getFirst().size());
    }

    /** What left since, in a trial, did not leave. */
    void rewind(Mark mark) {
        exits.subList(mark.exits(), exits.size()).clear();
        continued.subList(mark.continued(), continued.size()).clear();
        if (!returns.isEmpty()) {
            returns.getFirst()
                    .subList(mark.returned(), returns.getFirst().size())
                    .clear();
        }
    }
}
