package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.HandlerMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import dev.sequent.runtime.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements that change the machine or the world. In a function only its own locals may be assigned. */
final class ActionChecker {
    private final ExpressionChecker expressions;
    private final RoutineScope routine;
    private final MachineScope machine;
    private final MachineBodies bodies;
    private final Session session;

    ActionChecker(ExpressionChecker expressions, MachineBodies bodies) {
        this.expressions = expressions;
        this.routine = expressions.routine;
        this.bodies = bodies;
        this.machine = bodies.machine();
        this.session = routine.session();
    }

    @Nullable
    Stmt statement(StatementContext context, LoopChecker loops) {
        Span span = Spans.of(context);
        if (context instanceof AssignContext c) {
            return assign(c, span);
        }
        if (!routine.kind.acts()) {
            session.report(HandlerMessages.actsInFunction(context.getStart().getText(), span));
            return null;
        }
        return switch (context) {
            case GoToContext c -> {
                MachineType.State state = machine.state(c.name());
                yield state == null ? null : new Stmt.GoTo(state, span);
            }
            case SendContext c -> new SendChecker(expressions, bodies, loops).send(c, span);
            case StartTimerContext c -> startTimer(c, span);
            case StopTimerContext c -> {
                MachineType.Timer timer = machine.timer(routine.prefix, c.name().getText(), Spans.of(c.name()));
                yield timer == null ? null : new Stmt.StopTimer(timer, span);
            }
            case RaiseSignalContext c -> {
                MachineType.Signal signal = machine.require(
                        machine.signals, routine.prefix, c.name().getText(), Spans.of(c.name()));
                yield signal == null ? null : new Stmt.RaiseSignal(signal, span);
            }
            case InsertRowContext c -> insert(c, loops, span);
            case RemoveRowContext c -> remove(c, span);
            case AddRangeContext c -> {
                MachineType.Variable ranges = loops.ranges(c.name());
                Expr from = expressions.as(Type.SEQ, c.sum(0));
                Expr to = expressions.as(Type.SEQ, c.sum(1));
                if (ranges == null || from == null || to == null || loops.walksOver(ranges.name(), span)) {
                    yield null;
                }
                yield new Stmt.AddRange(ranges, from, to, span);
            }
            case CutRangesContext c -> {
                MachineType.Variable ranges = loops.ranges(c.name());
                Expr below = expressions.as(Type.SEQ, c.sum());
                if (ranges == null || below == null || loops.walksOver(ranges.name(), span)) {
                    yield null;
                }
                yield new Stmt.CutRanges(ranges, below, span);
            }
            case ClearContext c -> clear(c, loops, span);
            case DeleteTcbContext c -> {
                MachineType.State state = c.name() == null ? null : machine.state(c.name());
                boolean wrong = c.name() != null && state == null || loops.walksOverAny(span);
                yield wrong ? null : new Stmt.DeleteTcb(Optional.ofNullable(state), span);
            }
            case CallStatementContext c -> call(c, loops, span);
            default -> null;
        };
    }

    // ------------------------------------------------------------ assignment

    private @Nullable Stmt assign(AssignContext context, Span span) {
        Stmt.Target target = target(context.target().getText(), Spans.of(context.target()));
        if (target == null) {
            expressions.value(context.expr(), null);
            return null;
        }
        Expr value = expressions.as(target.type(), context.expr());
        return value == null ? null : new Stmt.Assign(target, value, span);
    }

    private Stmt.@Nullable Target target(String name, Span span) {
        if (routine.hasLocal(name)) {
            Local local = routine.target(name);
            if (local != null && !local.mutable()) {
                session.report(NameMessages.immutable(name, span, local.span()));
                return null;
            }
            return local == null ? null : new Stmt.Target.OfLocal(local);
        }
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        boolean column = dot > 0 && routine.hasLocal(head);
        if (!routine.kind.acts()) {
            Span declared = machine.valueSpan(routine.prefix, name);
            if (declared != null || column) {
                session.report(HandlerMessages.actsInFunction(name + " :=", span));
            } else {
                unknown(name, span);
            }
            return null;
        }
        if (column) {
            Expr reference = new NameResolver(routine).resolve(name, span, null);
            return reference instanceof Expr.ColumnRef c ? new Stmt.Target.OfColumn(c.row(), c.column()) : null;
        }
        MachineType.Variable variable = machine.find(machine.variables, routine.prefix, name);
        if (variable != null) {
            if (variable.type() instanceof Type.Ranges) {
                session.report(TypeMessages.rangesAssigned(name, span));
                return null;
            }
            bodies.checkVisible(variable.name(), routine, span);
            return new Stmt.Target.OfVariable(variable);
        }
        if (head.equals(NameResolver.OUTGOING) && dot > 0) {
            Expr reference = new NameResolver(routine).resolve(name, span, null);
            if (reference instanceof Expr.FieldRef f) {
                return new Stmt.Target.OfOutgoing(f.message(), f.field());
            }
            if (reference != null) {
                session.report(NameMessages.notAssignable(name, "it is computed", span));
            }
            return null;
        }
        notAssignable(name, head, span);
        return null;
    }

    private void notAssignable(String name, String head, Span span) {
        if (routine.protocol.params.has(name)) {
            session.report(NameMessages.notAssignable(name, "it is a parameter", span));
        } else if (machine.claimed(machine.tables, routine.prefix, name)) {
            session.report(NameMessages.notAssignable(name, "it is a table: insert and remove rows", span));
        } else if (routine.protocol.prefixes.has(head)) {
            session.report(NameMessages.notAssignable(name, "the arriving message can only be read", span));
        } else if (!machine.claimed(machine.variables, routine.prefix, name)) {
            unknown(name, span);
        }
    }

    private void unknown(String name, Span span) {
        if (!session.excused(name)) {
            var known = machine.ownNames(machine.variables, routine.prefix);
            known.addAll(routine.localNames());
            session.report(NameMessages.unknown("variable", name, span, known));
        }
    }

    // ------------------------------------------------------------ timers, tables

    private @Nullable Stmt startTimer(StartTimerContext context, Span span) {
        MachineType.Timer timer = machine.timer(routine.prefix, context.name().getText(), Spans.of(context.name()));
        Expr at;
        if (context.how.getText().equals("after")) {
            Expr delay = expressions.as(Type.DURATION, context.expr());
            Span whole = Spans.of(context.expr());
            at = delay == null
                    ? null
                    : new Expr.Arithmetic(Expr.Arithmetic.Op.ADD, new Expr.Now(whole), delay, Type.TIME, whole);
        } else {
            at = expressions.as(Type.TIME, context.expr());
        }
        return timer == null || at == null ? null : new Stmt.StartTimer(timer, at, span);
    }

    private @Nullable Stmt insert(InsertRowContext context, LoopChecker loops, Span span) {
        MachineType.Table table = loops.table(context.name(0));
        if (table == null) {
            return null;
        }
        var values = new ArrayList<Stmt.InsertRow.ColumnValue>();
        var names = SymbolTable.<Expr>ofValues("column");
        boolean wrong = loops.walksOver(table.name(), span);
        for (int i = 0; i < context.expr().size(); i++) {
            NameContext written = context.name(i + 1);
            String name = written.getText();
            var column =
                    table.columns().stream().filter(c -> c.name().equals(name)).findFirst();
            if (column.isEmpty()) {
                session.report(NameMessages.unknown(
                        "column of table " + table.name(),
                        name,
                        Spans.of(written),
                        table.columns().stream()
                                .map(MachineType.Table.Column::name)
                                .toList()));
                wrong = true;
                continue;
            }
            wrong |= !names.claim(name, Spans.of(written), session);
            Expr value = expressions.as(column.get().type(), context.expr(i));
            wrong |= value == null;
            if (value != null) {
                values.add(new Stmt.InsertRow.ColumnValue(column.get(), value));
            }
        }
        table.columns().stream()
                .filter(c -> c.type() instanceof Type.Time
                        && values.stream().noneMatch(v -> v.column().equals(c)))
                .map(c -> new Stmt.InsertRow.ColumnValue(c, new Expr.Literal(Times.NEVER, Type.TIME, span)))
                .forEach(values::add);
        return wrong ? null : new Stmt.InsertRow(table, List.copyOf(values), span);
    }

    private @Nullable Stmt remove(RemoveRowContext context, Span span) {
        String name = context.name().getText();
        if (!routine.hasLocal(name)) {
            session.report(NameMessages.notARow(name, Spans.of(context.name())));
            return null;
        }
        Local row = routine.local(name);
        if (row == null) {
            return null;
        }
        if (!(row.type() instanceof Type.Row)) {
            session.report(NameMessages.notARow(name, Spans.of(context.name())));
            return null;
        }
        return new Stmt.RemoveRow(row, span);
    }

    private @Nullable Stmt clear(ClearContext context, LoopChecker loops, Span span) {
        String name = context.name().getText();
        MachineType.Table table = machine.find(machine.tables, routine.prefix, name);
        if (table != null) {
            return loops.walksOver(table.name(), span) ? null : new Stmt.ClearTable(table, span);
        }
        MachineType.Variable ranges = loops.ranges(context.name());
        return ranges == null || loops.walksOver(ranges.name(), span) ? null : new Stmt.ClearRanges(ranges, span);
    }

    // ------------------------------------------------------------ calls

    private @Nullable Stmt call(CallStatementContext context, LoopChecker loops, Span span) {
        String name = context.target().getText();
        Span at = Spans.of(context.target());
        MachineType.Effect effect = machine.find(machine.effects, routine.prefix, name);
        if (effect != null) {
            bodies.checkVisible(effect.name(), routine, at);
            List<Expr> arguments =
                    CallChecker.forStatement(expressions, name, effect.parameters(), context.arguments(), context);
            return arguments == null ? null : new Stmt.CallEffect(effect, arguments, span);
        }
        RoutineDecl<MachineType.Procedure> decl = machine.find(machine.procedures, routine.prefix, name);
        if (decl != null) {
            bodies.checkVisible(decl.name(), routine, at);
            MachineType.Procedure procedure = bodies.procedure(decl, at);
            bodies.inherit(decl, routine, at);
            boolean wrong = loops.walksOver(decl.changes, at);
            List<Local> parameters = decl.parameters();
            List<Expr> arguments = parameters == null
                    ? null
                    : CallChecker.forStatement(expressions, name, parameters, context.arguments(), context);
            return procedure == null || arguments == null || wrong
                    ? null
                    : new Stmt.CallProcedure(procedure, arguments, span);
        }
        if (machine.isCallable(routine.prefix, name)) {
            if (machine.claimed(machine.functions, routine.prefix, name)) {
                session.report(NameMessages.functionAsStatement(name, at));
            }
        } else if (CallChecker.builtin(name) || routine.protocol.externs.has(name)) {
            session.report(NameMessages.functionAsStatement(name, at));
        } else if (!session.excused(name) && !machine.missingModule(name, at)) {
            var known = machine.ownNames(machine.procedures, routine.prefix);
            known.addAll(machine.ownNames(machine.effects, routine.prefix));
            session.report(NameMessages.unknown("procedure or effect", name, at, known));
        }
        return null;
    }
}
