package dev.sequent.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import java.util.List;
import java.util.stream.Collectors;

/** Statements as Java. */
final class Statements {
    private final Body body;
    private final Loops loops;
    private final Tables tables;
    private final Sending sending;

    Statements(Body body) {
        this.body = body;
        this.loops = new Loops(body, this);
        this.tables = new Tables(body, this);
        this.sending = new Sending(body);
    }

    /** @return can the end be reached, by javac's reckoning? What follows a statement that always leaves is left out */
    boolean write(List<Stmt> statements) {
        for (Stmt statement : statements) {
            body.enter(statement.span());
            if (!write(statement)) {
                return false;
            }
        }
        return true;
    }

    private boolean write(Stmt statement) {
        switch (statement) {
            case Stmt.Assign s -> assign(s);
            case Stmt.Declare s -> declare(s);
            case Stmt.GoTo s -> {
                body.trace(PointMap.Kind.STATE_CHANGE, s.span(), "-> " + s.state().name());
                body.line("state = $L", body.machine().state(s.state()));
                body.line("effects.entered($L)", body.machine().state(s.state()));
            }
            case Stmt.Send s -> sending.write(s);
            case Stmt.StartTimer s -> startTimer(s);
            case Stmt.StopTimer s -> stopTimer(s);
            case Stmt.RaiseSignal s -> {
                body.trace(PointMap.Kind.SIGNAL, s.span(), "signal " + s.signal().name());
                body.line("effects.signal($L)", constant("signal", s.signal().index()));
            }
            case Stmt.CallEffect s -> body.line(
                    "effects.effect($L, $L)",
                    constant("effect", s.effect().index()),
                    body.expressions()
                            .outward(s.effect().parameters(), s.arguments(), s.effect().name()));
            case Stmt.CallProcedure s -> call(s);
            case Stmt.AddRange s -> body.line(
                    "$T.add($L, $L, $L, $L)",
                    Expressions.CHECKS,
                    body.point(),
                    body.machine().variable(s.ranges()),
                    body.value(s.from()),
                    body.value(s.to()));
            case Stmt.CutRanges s -> body.line(
                    "$L.cutBelow($L)", body.machine().variable(s.ranges()), body.value(s.below()));
            case Stmt.ClearRanges s -> body.line("$L.clear()", body.machine().variable(s.ranges()));
            case Stmt.InsertRow s -> tables.insert(s);
            case Stmt.RemoveRow s -> tables.remove(s);
            case Stmt.ClearTable s -> tables.clear(s.table());
            case Stmt.DeleteTcb s -> {
                MachineType.State state = s.state().orElse(body.machine().model().initial());
                body.trace(PointMap.Kind.STATE_CHANGE, s.span(), "delete TCB -> " + state.name());
                body.line("deleteTcb()");
                if (!state.initial()) {
                    body.line("state = $L", body.machine().state(state));
                }
                body.line("effects.entered($L)", body.machine().state(state));
            }
            case Stmt.Assertion s -> body.line(
                    "$T.assertion($L, $L, $S)",
                    Expressions.CHECKS,
                    body.point(),
                    body.value(s.condition()),
                    s.message());
            default -> {
                return flow(statement);
            }
        }
        return true;
    }

    /** Statements that hold others, or leave. */
    private boolean flow(Stmt statement) {
        return switch (statement) {
            case Stmt.If s -> choose(s);
            case Stmt.InStates s -> inStates(s);
            case Stmt.While s -> loops.write(s);
            case Stmt.ForRange s -> loops.write(s);
            case Stmt.ForEachRange s -> loops.write(s);
            case Stmt.ForEachRow s -> tables.each(s);
            case Stmt.FindRow s -> tables.find(s);
            case Stmt.ContinueAt s -> leave(continuation(s));
            case Stmt.ReturnOutcome s -> leave(CodeBlock.of("$L", constant("outcome", s.outcome().index())));
            case Stmt.Drop s -> leave(CodeBlock.of("DROP"));
            case Stmt.Done s -> leave(CodeBlock.of("DONE"));
            case Stmt.ReturnNothing s -> {
                body.line("return");
                yield false;
            }
            case Stmt.ReturnValue s -> returnValue(s);
            case Stmt.Unreachable s -> {
                body.trace(PointMap.Kind.UNREACHABLE, s.span(), "unreachable: " + s.reason());
                body.line("throw $T.unreachable($L, $S)", Expressions.CHECKS, body.point(), s.reason());
                yield false;
            }
            default -> throw new IllegalStateException(statement.span() + ": out of place: " + statement);
        };
    }

    private String constant(String kind, int ordinal) {
        return body.machine().constant(kind, ordinal);
    }

    // ------------------------------------------------------------ places

    private void assign(Stmt.Assign s) {
        MachineNames machine = body.machine();
        switch (s.target()) {
            case Stmt.Target.OfVariable t -> {
                MachineType.Variable v = t.variable();
                assign(s, machine.variable(v), machine.presence(v), v.name());
            }
            case Stmt.Target.OfLocal t ->
                assign(s, body.locals().value(t.local()), body.locals().presence(t.local()), t.local().name());
            case Stmt.Target.OfOutgoing t -> sending.assign(t, s.value());
            case Stmt.Target.OfColumn t -> {
                MachineType.Table table = ((Type.Row) t.row().type()).table();
                String slot = "[" + body.locals().value(t.row()) + "]";
                assign(
                        s,
                        machine.column(table, t.column()) + slot,
                        machine.presence(table, t.column()) + slot,
                        table.name() + "." + t.column().name());
            }
        }
    }

    private void assign(Stmt.Assign s, String place, String presence, String name) {
        Type type = s.target().type();
        body.assign(place, presence, s.value(), type, JavaType.of(type), name);
    }

    private void declare(Stmt.Declare s) {
        Type type = s.local().type();
        JavaType shape = JavaType.of(type);
        if (body.locals().knows(s.local())) { // a field that outlives this method
            body.assign(
                    body.locals().value(s.local()),
                    body.locals().presence(s.local()),
                    s.value(),
                    type,
                    shape,
                    s.local().name());
            return;
        }
        if (type instanceof Type.Optional) {
            body.locals().declare(s.local());
            body.line("$T $L", shape.typeName(), body.locals().value(s.local()));
            body.line("boolean $L", body.locals().presence(s.local()));
            body.assign(
                    body.locals().value(s.local()),
                    body.locals().presence(s.local()),
                    s.value(),
                    type,
                    shape,
                    s.local().name());
            return;
        }
        CodeBlock value =
                body.expressions().stored(s.value(), type, s.local().name()).block();
        body.locals().declare(s.local());
        body.line("$T $L = $L", shape.typeName(), body.locals().value(s.local()), value);
    }

    // ------------------------------------------------------------ timers, calls

    private void startTimer(Stmt.StartTimer s) {
        String timer = constant("timer", s.timer().index());
        body.trace(PointMap.Kind.TIMER_START, s.span(), "start " + s.timer().name());
        body.line("effects.start($L, $L)", timer, new Moments(body.expressions()).due(s.at()).block());
        body.line("$L |= 1L << $L", MachineNames.timers(s.timer().index()), timer);
    }

    private void stopTimer(Stmt.StopTimer s) {
        String timer = constant("timer", s.timer().index());
        body.trace(PointMap.Kind.TIMER_STOP, s.span(), "stop " + s.timer().name());
        body.line("$L &= ~(1L << $L)", MachineNames.timers(s.timer().index()), timer);
        body.line("effects.stop($L)", timer);
    }

    private void call(Stmt.CallProcedure s) {
        body.line(
                "$L($L)",
                body.machine().procedure(s.procedure()),
                body.expressions()
                        .arguments(
                                s.procedure().parameters(),
                                s.arguments(),
                                s.procedure().name()));
    }

    // ------------------------------------------------------------ branches

    private boolean choose(Stmt.If s) {
        body.open("if ($L)", body.value(s.condition()));
        boolean end = branch(s.then(), s, "if");
        Stmt.If last = s;
        while (last.otherwise().size() == 1 && last.otherwise().getFirst() instanceof Stmt.If nested) {
            body.enter(nested.span());
            body.next("else if ($L)", body.value(nested.condition()));
            end |= branch(nested.then(), nested, "else if");
            last = nested;
        }
        if (last.otherwise().isEmpty()) {
            end = true;
        } else {
            body.enter(last.otherwise().getFirst().span());
            body.next("else");
            end |= branch(last.otherwise(), last.otherwise().getFirst(), "else");
        }
        body.close();
        return end;
    }

    boolean branch(List<Stmt> statements, Stmt where, String text) {
        if (!statements.isEmpty() && !Stmt.Unreachable.declared(statements)) {
            body.trace(PointMap.Kind.BRANCH, where.span(), text);
        }
        return write(statements);
    }

    private boolean inStates(Stmt.InStates s) {
        body.open("if ($L)", body.value(new Expr.InState(s.states(), s.span())));
        branch(
                s.body(),
                s,
                "in " + s.states().stream().map(MachineType.State::name).collect(Collectors.joining(", ")));
        body.close();
        return true;
    }

    // ------------------------------------------------------------ leaving

    private boolean leave(CodeBlock result) {
        body.line("return $L", result);
        return false;
    }

    private CodeBlock continuation(Stmt.ContinueAt s) {
        MachineType.Handler here = body.routine()
                .handler()
                .orElseThrow(() -> new IllegalStateException(s.span() + ": continue at, outside of a handler"));
        MachineType.Handler target = Handlers.of(body.machine().model(), here.trigger(), s.state());
        int step = Handlers.stepNumber(target, s.label());
        CodeBlock arguments = body.routine().arguments();
        return CodeBlock.of(
                "$L($L)",
                body.machine().handler(target),
                arguments.isEmpty() ? CodeBlock.of("$L", step) : CodeBlock.of("$L, $L", step, arguments));
    }

    private boolean returnValue(Stmt.ReturnValue s) {
        Type type = body.routine().result();
        if (body.routine().mode() == Routine.Mode.PRESENCE) {
            boolean optional = s.value().type() instanceof Type.Optional;
            body.line(
                    "return $L",
                    optional ? body.expressions().presence(s.value()).block() : CodeBlock.of("true"));
        } else {
            body.line(
                    "return $L",
                    body.expressions().stored(s.value(), type, body.routine().name()).block());
        }
        return false;
    }
}
