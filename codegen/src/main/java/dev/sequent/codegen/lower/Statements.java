package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.form.Subject;
import dev.sequent.codegen.form.Value;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MachineType.State;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements, lowered. */
final class Statements {
    private final Body body;
    private final Loops loops;
    private final Rows rows;
    private final Sending sending;

    Statements(Body body) {
        this.body = body;
        this.loops = new Loops(body, this);
        this.rows = new Rows(body, this);
        this.sending = new Sending(body);
    }

    /** @return whether the end can be reached; what follows a statement that always leaves is omitted */
    boolean lower(List<Stmt> statements) {
        for (Stmt statement : statements) {
            body.enter(statement.span());
            if (!lower(statement)) {
                return false;
            }
        }
        return true;
    }

    private boolean lower(Stmt statement) {
        return switch (statement) {
            case Stmt.Assign s -> goesOn(() -> assign(s));
            case Stmt.Declare s -> goesOn(() -> declare(s));
            case Stmt.GoTo s -> goesOn(() -> goTo(s));
            case Stmt.Send s -> goesOn(() -> sending.lower(s));
            case Stmt.StartTimer s -> goesOn(() -> startTimer(s));
            case Stmt.StopTimer s -> goesOn(() -> stopTimer(s));
            case Stmt.RaiseSignal s -> goesOn(() -> signal(s));
            case Stmt.CallEffect s ->
                goesOn(() -> body.add(new Instruction.Effect(
                        KnownMachine.symbol(s.effect()),
                        body.expressions()
                                .arguments(
                                        s.effect().parameters(),
                                        s.arguments(),
                                        s.effect().name()),
                        s.span())));
            case Stmt.CallProcedure s ->
                goesOn(() -> body.add(new Instruction.CallProcedure(
                        KnownMachine.symbol(s.procedure()),
                        body.expressions()
                                .arguments(
                                        s.procedure().parameters(),
                                        s.arguments(),
                                        s.procedure().name()),
                        s.span())));
            case Stmt.AddRange s ->
                goesOn(() -> body.add(new Instruction.AddRange(
                        body.machine().ranges(s.ranges()),
                        body.value(s.from()),
                        body.value(s.to()),
                        body.point(),
                        s.span())));
            case Stmt.CutRanges s ->
                goesOn(() -> body.add(
                        new Instruction.CutRanges(body.machine().ranges(s.ranges()), body.value(s.below()), s.span())));
            case Stmt.ClearRanges s ->
                goesOn(() -> body.add(new Instruction.ClearRanges(body.machine().ranges(s.ranges()), s.span())));
            case Stmt.InsertRow s -> goesOn(() -> rows.insert(s));
            case Stmt.RemoveRow s -> goesOn(() -> rows.remove(s));
            case Stmt.ClearTable s -> goesOn(() -> rows.clear(s));
            case Stmt.DeleteTcb s -> goesOn(() -> deleteTcb(s));
            case Stmt.Assertion s ->
                goesOn(() -> body.add(
                        new Instruction.Assertion(body.point(), body.value(s.condition()), s.message(), s.span())));
            case Stmt.If s -> choose(s);
            case Stmt.InStates s -> inStates(s);
            case Stmt.While s -> loops.lower(s);
            case Stmt.ForRange s -> loops.lower(s);
            case Stmt.ForEachRange s -> loops.lower(s);
            case Stmt.ForEachRow s -> rows.each(s);
            case Stmt.FindRow s -> rows.find(s);
            case Stmt.ContinueAt s -> leaves(continuation(s));
            case Stmt.ReturnOutcome s ->
                leaves(new Instruction.Leave(
                        new Instruction.Result.Outcome(KnownMachine.symbol(s.outcome())), s.span()));
            case Stmt.Drop s -> leaves(new Instruction.Leave(new Instruction.Result.Drop(), s.span()));
            case Stmt.Done s -> leaves(new Instruction.Leave(new Instruction.Result.Done(), s.span()));
            case Stmt.ReturnNothing s -> leaves(new Instruction.Return(s.span()));
            case Stmt.ReturnValue s -> leaves(new Instruction.ReturnValue(returned(s), s.span()));
            case Stmt.Unreachable s -> {
                body.trace(PointMap.Kind.UNREACHABLE, s.span(), "unreachable: " + s.reason());
                yield leaves(new Instruction.Unreachable(body.point(), s.reason(), s.span()));
            }
            case Stmt.Step s -> throw new IllegalStateException(s.span() + ": a step inside of something");
        };
    }

    private boolean goesOn(Runnable adding) {
        adding.run();
        return true;
    }

    private boolean leaves(Instruction last) {
        body.add(last);
        return false;
    }

    // ------------------------------------------------------------ places

    private void assign(Stmt.Assign s) {
        Type type = s.target().type();
        switch (s.target()) {
            case Stmt.Target.OfVariable t ->
                body.assign(
                        Cells.places(body.machine().scalar(t.variable()), f -> new Place.OfMachine(Subject.SELF, f)),
                        s.value(),
                        type,
                        t.variable().name());
            case Stmt.Target.OfLocal t -> assign(t.local(), s.value());
            case Stmt.Target.OfOutgoing t -> sending.assign(t, s.value());
            case Stmt.Target.OfColumn t -> rows.assign(t, s.value());
        }
    }

    private void assign(Local local, Expr value) {
        body.assign(body.locals().places(local), value, local.type(), local.name());
    }

    private void declare(Stmt.Declare s) {
        if (body.locals().knows(s.local())) { // it outlives this routine
            assign(s.local(), s.value());
        } else if (Types.optional(s.local().type())) {
            body.locals().declare(s.local());
            body.add(new Instruction.Declare(body.locals().variable(s.local()), Optional.empty(), s.span()));
            Variable presence = ((Place.OfVariable) body.locals().presence(s.local())).variable();
            body.add(new Instruction.Declare(presence, Optional.empty(), s.span()));
            assign(s.local(), s.value());
        } else {
            Value value = body.expressions()
                    .stored(s.value(), s.local().type(), s.local().name());
            body.locals().declare(s.local());
            body.add(new Instruction.Declare(body.locals().variable(s.local()), Optional.of(value), s.span()));
        }
    }

    // ------------------------------------------------------------ the machine and its world

    private void goTo(Stmt.GoTo s) {
        body.trace(PointMap.Kind.STATE_CHANGE, s.span(), "-> " + s.state().name());
        body.add(new Instruction.SetState(body.machine().state(s.state()), s.span()));
        body.add(new Instruction.Entered(body.machine().state(s.state()), s.span()));
    }

    private void deleteTcb(Stmt.DeleteTcb s) {
        State state = s.state().orElse(body.machine().model().initial());
        body.trace(PointMap.Kind.STATE_CHANGE, s.span(), "delete TCB -> " + state.name());
        body.add(new Instruction.Forget(s.span()));
        if (!state.initial()) {
            body.add(new Instruction.SetState(body.machine().state(state), s.span()));
        }
        body.add(new Instruction.Entered(body.machine().state(state), s.span()));
    }

    private void startTimer(Stmt.StartTimer s) {
        body.trace(PointMap.Kind.TIMER_START, s.span(), "start " + s.timer().name());
        body.add(new Instruction.StartTimer(
                KnownMachine.symbol(s.timer()), new Moments(body.expressions()).due(s.at()), s.span()));
    }

    private void stopTimer(Stmt.StopTimer s) {
        body.trace(PointMap.Kind.TIMER_STOP, s.span(), "stop " + s.timer().name());
        body.add(new Instruction.StopTimer(KnownMachine.symbol(s.timer()), s.span()));
    }

    private void signal(Stmt.RaiseSignal s) {
        body.trace(PointMap.Kind.SIGNAL, s.span(), "signal " + s.signal().name());
        body.add(new Instruction.Signal(KnownMachine.symbol(s.signal()), s.span()));
    }

    // ------------------------------------------------------------ branches

    private boolean choose(Stmt.If s) {
        var arms = new ArrayList<Instruction.Arm>();
        boolean end = arm(arms, s, "if");
        Stmt.If last = s;
        while (last.otherwise().size() == 1 && last.otherwise().getFirst() instanceof Stmt.If nested) {
            body.enter(nested.span());
            end |= arm(arms, nested, "else if");
            last = nested;
        }
        Optional<Instruction.Block> otherwise = Optional.empty();
        if (last.otherwise().isEmpty()) {
            end = true;
            if (body.outcomes()) {
                otherwise = Optional.of(new Instruction.Block(body.block(otherwise(last)), last.span()));
            }
        } else {
            Stmt first = last.otherwise().getFirst();
            List<Stmt> statements = last.otherwise();
            body.enter(first.span());
            var outcome = Stmt.Unreachable.declared(statements) ? List.<Instruction>of() : body.block(otherwise(last));
            var branch = branch(statements, first, "else");
            var instructions = Stream.concat(outcome.stream(), branch.instructions().stream())
                    .toList();
            otherwise = Optional.of(new Instruction.Block(instructions, first.span()));
            end |= branch.end();
        }
        body.add(new Instruction.If(List.copyOf(arms), otherwise, s.span()));
        return end;
    }

    private Runnable otherwise(Stmt.If condition) {
        return () -> body.outcome(PointMap.Kind.OTHERWISE, condition.span(), "otherwise");
    }

    private boolean arm(List<Instruction.Arm> arms, Stmt.If s, String text) {
        Value condition = body.value(s.condition());
        Branch then = branch(s.then(), s, text);
        arms.add(new Instruction.Arm(condition, then.instructions(), s.span()));
        return then.end();
    }

    /** A block, and whether its end can be reached. */
    record Branch(List<Instruction> instructions, boolean end) {}

    /** @param where for the trace point of the branch, and with it {@code text} */
    Branch branch(List<Stmt> statements, Stmt where, String text) {
        var end = new boolean[1];
        var instructions = body.block(() -> {
            if ((!statements.isEmpty() || body.outcomes()) && !Stmt.Unreachable.declared(statements)) {
                body.trace(PointMap.Kind.BRANCH, where.span(), text);
            }
            end[0] = lower(statements);
        });
        return new Branch(instructions, end[0]);
    }

    private boolean inStates(Stmt.InStates s) {
        Value condition = body.value(new Expr.InState(s.states(), s.span()));
        Branch then =
                branch(s.body(), s, "in " + s.states().stream().map(State::name).collect(Collectors.joining(", ")));
        body.add(new Instruction.If(
                List.of(new Instruction.Arm(condition, then.instructions(), s.span())), Optional.empty(), s.span()));
        return true;
    }

    // ------------------------------------------------------------ leaving

    private Instruction continuation(Stmt.ContinueAt s) {
        Handler here = body.context()
                .handler()
                .orElseThrow(() -> new IllegalStateException(s.span() + ": continue at, outside of a handler"));
        Handler target = Handlers.of(body.machine().model(), here.trigger(), s.state());
        return new Instruction.ContinueAt(target.index(), Handlers.stepNumber(target, s.label()), s.span());
    }

    private Value returned(Stmt.ReturnValue s) {
        Body.OfFunction of = body.context()
                .function()
                .orElseThrow(() -> new IllegalStateException(s.span() + ": a value, outside of a function"));
        return switch (of.part()) {
            case VALUE ->
                body.expressions()
                        .stored(s.value(), of.function().type(), of.function().name());
            case PRESENCE ->
                Types.optional(s.value().type()) ? body.expressions().presence(s.value()) : new Value.Flag(true);
        };
    }
}
