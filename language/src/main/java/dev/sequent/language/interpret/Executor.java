package dev.sequent.language.interpret;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Stmt;
import dev.sequent.runtime.Fault;
import java.util.List;
import java.util.Optional;

/** Executes statements, one after the other. */
final class Executor {
    private final InterpretedMachine machine;
    private final Evaluator evaluator;

    Executor(InterpretedMachine machine, Evaluator evaluator) {
        this.machine = machine;
        this.evaluator = evaluator;
    }

    /** Runs to the end, or to the first statement that leaves. @throws Fault see {@link Fault} */
    Flow run(List<Stmt> statements, Activation frame) {
        for (var statement : statements) {
            var flow = run(statement, frame);
            if (!(flow instanceof Flow.Next)) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow run(Stmt statement, Activation frame) {
        return switch (statement) {
            // Statements that may leave.
            case Stmt.If s -> run(evaluator.truth(s.condition(), frame) ? s.then() : s.otherwise(), frame);
            case Stmt.InStates s -> machine.store().in(s.states()) ? run(s.body(), frame) : Flow.NEXT;
            case Stmt.Step s -> run(s.body(), frame);
            case Stmt.While s -> loop(s, frame);
            case Stmt.ForRange s -> loop(s, frame);
            case Stmt.ForEachRange s -> loop(s, frame);
            case Stmt.ForEachRow s -> loop(s, frame);
            case Stmt.FindRow s -> find(s, frame);
            case Stmt.ContinueAt s -> new Flow.Continue(s.label(), s.state());
            case Stmt.ReturnOutcome s -> new Flow.Leave(s.outcome().index());
            case Stmt.ReturnValue s -> new Flow.Value(evaluator.any(s.value(), frame));
            case Stmt.ReturnNothing s -> new Flow.Return();
            case Stmt.Drop s -> new Flow.Leave(dev.sequent.runtime.Machine.DROP);
            case Stmt.Done s -> new Flow.Leave(dev.sequent.runtime.Machine.DONE);
            case Stmt.Unreachable s ->
                throw new Fault(-1, s.span() + ": declared unreachable, and reached: " + s.reason());
            // All others.
            case Stmt.Assign s -> next(() -> assign(s, frame));
            case Stmt.Declare s ->
                next(() -> {
                    var value = evaluator.any(s.value(), frame);
                    frame.declare(s.local()).set(value);
                });
            case Stmt.CallProcedure s -> next(() -> call(s, frame));
            case Stmt.Send s -> next(() -> send(s, frame));
            case Stmt.GoTo s -> next(() -> machine.enter(s.state()));
            case Stmt.StartTimer s ->
                next(() -> machine.start(
                        s.timer(), Moment.of(evaluator.number(s.at(), frame)).due(machine.now())));
            case Stmt.StopTimer s -> next(() -> machine.stop(s.timer()));
            case Stmt.RaiseSignal s ->
                next(() -> machine.effects().signal(s.signal().index()));
            case Stmt.CallEffect s ->
                next(() -> {
                    var a = evaluator.scalars(s.effect().parameters(), s.arguments(), frame);
                    machine.effects().effect(s.effect().index(), a[0], a[1], a[2], a[3]);
                });
            case Stmt.InsertRow s -> next(() -> insert(s, frame));
            case Stmt.RemoveRow s -> next(() -> machine.row(s.row(), frame).free());
            case Stmt.AddRange s ->
                next(() -> {
                    var from = evaluator.number(s.from(), frame);
                    var to = evaluator.number(s.to(), frame);
                    machine.store().ranges(s.ranges()).add(from, to);
                });
            case Stmt.CutRanges s ->
                next(() -> machine.store().ranges(s.ranges()).cutBelow(evaluator.number(s.below(), frame)));
            case Stmt.ClearRanges s ->
                next(() -> machine.store().ranges(s.ranges()).clear());
            case Stmt.ClearTable s -> next(() -> machine.store().rows(s.table()).forEach(Memory.Row::free));
            case Stmt.DeleteTcb s -> next(() -> machine.deleteTcb(s.state()));
            case Stmt.Assertion s ->
                next(() -> {
                    if (!evaluator.truth(s.condition(), frame)) {
                        throw new Fault(-1, s.span() + ": does not hold: " + s.message());
                    }
                });
        };
    }

    private static Flow next(Runnable action) {
        action.run();
        return Flow.NEXT;
    }

    private void assign(Stmt.Assign s, Activation frame) {
        switch (s.target()) {
            case Stmt.Target.OfVariable t
            when machine.store().holdsRanges(t.variable().index()) ->
                machine.store().ranges(t.variable()).copyFrom(evaluator.ranges(s.value()));
            case Stmt.Target.OfVariable t ->
                machine.store().scalar(t.variable()).set(evaluator.any(s.value(), frame));
            case Stmt.Target.OfLocal t -> frame.local(t.local()).set(evaluator.any(s.value(), frame));
            case Stmt.Target.OfOutgoing t ->
                machine.outgoing(t.message()).field(t.field()).set(evaluator.any(s.value(), frame));
            case Stmt.Target.OfColumn t ->
                machine.row(t.row(), frame).column(t.column()).set(evaluator.any(s.value(), frame));
        }
    }

    private void send(Stmt.Send s, Activation frame) {
        var message = machine.outgoing(s.message());
        message.clear();
        for (var value : s.values()) {
            switch (value) {
                case Stmt.FieldValue.Scalar v -> {
                    if (wanted(v.condition(), frame)) {
                        message.field(v.field()).set(evaluator.any(v.value(), frame));
                    }
                }
                case Stmt.FieldValue.Bits v -> {
                    long bits = 0;
                    for (var bit : v.bits()) {
                        if (wanted(bit.condition(), frame)) {
                            bits |= bit.mask();
                        }
                    }
                    message.field(v.field()).set(bits);
                }
            }
        }
        for (var before : machine.model().beforeSending()) {
            if (before.message().kind() == s.message().kind()) {
                run(before.body(), new Activation());
            }
        }
        machine.effects().send(message);
    }

    private boolean wanted(Optional<Expr> condition, Activation frame) {
        return condition.isEmpty() || evaluator.truth(condition.get(), frame);
    }

    /** A procedure always comes back: the language has no {@code drop} or {@code done} in it. */
    private void call(Stmt.CallProcedure s, Activation frame) {
        var inner = new Activation();
        evaluator.bind(s.procedure().parameters(), s.arguments(), frame, inner);
        run(s.procedure().body(), inner);
    }

    private Flow loop(Stmt.While s, Activation frame) {
        var most = evaluator.number(s.most(), frame);
        long turns = 0;
        while (evaluator.truth(s.condition(), frame)) {
            turns++;
            if (turns > most) {
                throw new Fault(-1, s.span() + ": the loop takes more than " + most + " turns");
            }
            var flow = run(s.body(), frame);
            if (!(flow instanceof Flow.Next)) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow loop(Stmt.ForRange s, Activation frame) {
        var from = evaluator.number(s.from(), frame);
        var to = evaluator.number(s.to(), frame);
        if (from > to) {
            return Flow.NEXT;
        }
        for (long i = from; ; i++) {
            frame.declare(s.counter()).set(i);
            var flow = run(s.body(), frame);
            if (!(flow instanceof Flow.Next) || i == to) {
                return flow;
            }
        }
    }

    private Flow loop(Stmt.ForEachRange s, Activation frame) {
        for (var range : machine.readRanges(s.ranges()).ranges()) {
            frame.declare(s.from()).set(range.from());
            frame.declare(s.to()).set(range.to());
            var flow = run(s.body(), frame);
            if (!(flow instanceof Flow.Next)) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow loop(Stmt.ForEachRow s, Activation frame) {
        var rows = machine.store().rows(s.table());
        for (int slot = 0; slot < rows.size(); slot++) {
            if (rows.get(slot).occupied()) {
                frame.declare(s.row()).set(slot);
                if (wanted(s.where(), frame)) {
                    var flow = run(s.body(), frame);
                    if (!(flow instanceof Flow.Next)) {
                        return flow;
                    }
                }
            }
        }
        return Flow.NEXT;
    }

    private Flow find(Stmt.FindRow s, Activation frame) {
        var rows = machine.store().rows(s.table());
        for (int slot = 0; slot < rows.size(); slot++) {
            if (rows.get(slot).occupied()) {
                frame.declare(s.row()).set(slot);
                if (evaluator.truth(s.where(), frame)) {
                    return run(s.found(), frame);
                }
            }
        }
        return run(s.otherwise(), frame);
    }

    private void insert(Stmt.InsertRow s, Activation frame) {
        var free = machine.store().rows(s.table()).stream()
                .filter(r -> !r.occupied())
                .findFirst()
                .orElseThrow(() -> new Fault(-1, s.span() + ": " + full(s.table())));
        free.free();
        s.values().forEach(v -> free.column(v.column()).set(evaluator.any(v.value(), frame)));
        free.occupy();
    }

    private static String full(MachineType.Table table) {
        return "the table " + table.name() + " is full (" + table.capacity() + " rows)";
    }
}
