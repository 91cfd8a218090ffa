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
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loops, and the search in a table. */
final class LoopChecker {
    private final ExpressionChecker expressions;
    private final RoutineScope routine;
    private final MachineScope machine;
    private final StatementChecker statements;
    private final Session session;
    /** The sets that an enclosing loop is iterating over. */
    private final Deque<String> walked = new ArrayDeque<>();

    LoopChecker(ExpressionChecker expressions, MachineBodies bodies, StatementChecker statements) {
        this.expressions = expressions;
        this.routine = expressions.routine;
        this.machine = bodies.machine();
        this.statements = statements;
        this.session = routine.session();
    }

    /** Notes that a set changes; reports this inside a loop over it. */
    boolean walksOver(String set, Span span) {
        routine.changes.add(set);
        if (walked.contains(set)) {
            session.report(HandlerMessages.changedWhileWalked(set, span));
            return true;
        }
        return false;
    }

    /** The same for everything that a call changes. */
    boolean walksOver(Collection<String> sets, Span span) {
        boolean found = false;
        for (String set : sets) {
            found |= walksOver(set, span);
        }
        return found;
    }

    /** {@code delete TCB} empties every set. */
    boolean walksOverAny(Span span) {
        return walksOver(machine.tables.names(), span)
                | walksOver(
                        machine.variables.all().stream()
                                .filter(v -> v.type() instanceof Type.Ranges)
                                .map(MachineType.Variable::name)
                                .toList(),
                        span);
    }

    @Nullable
    Stmt whileAtMost(WhileAtMostContext context) {
        Expr condition = expressions.condition(context.expr());
        Expr most = expressions.as(Type.INT, context.sum());
        List<Stmt> body = statements.block(context.block(), Coercions.tested(condition));
        return condition == null || most == null
                ? null
                : new Stmt.While(
                        condition, most, body, Spans.head(context, context.sum().getStop()));
    }

    @Nullable
    Stmt forRange(ForRangeContext context) {
        Expr from = expressions.as(Type.INT, context.sum(0));
        Expr to = expressions.as(Type.INT, context.sum(1));
        routine.open();
        Local counter = routine.declare(context.name().getText(), Type.INT, false, Spans.of(context.name()), false);
        List<Stmt> body = statements.block(context.block());
        routine.close();
        return from == null || to == null || counter == null
                ? null
                : new Stmt.ForRange(
                        counter,
                        from,
                        to,
                        body,
                        Spans.head(context, context.sum(1).getStop()));
    }

    @Nullable
    Stmt forEachRange(ForEachRangeContext context) {
        MachineType.Variable ranges = ranges(context.name(2));
        routine.open();
        Local from = routine.declare(context.name(0).getText(), Type.SEQ, false, Spans.of(context.name(0)), false);
        Local to = routine.declare(context.name(1).getText(), Type.SEQ, false, Spans.of(context.name(1)), false);
        walked.push(ranges == null ? "" : ranges.name());
        List<Stmt> body = statements.block(context.block());
        walked.pop();
        routine.close();
        return ranges == null || from == null || to == null
                ? null
                : new Stmt.ForEachRange(
                        from,
                        to,
                        ranges,
                        body,
                        Spans.head(context, context.name(2).getStop()));
    }

    @Nullable
    Stmt forEachRow(ForEachRowContext context) {
        MachineType.Table table = table(context.name(1));
        routine.open();
        Local row = row(context.name(0), table);
        Expr where = context.expr() == null ? null : expressions.condition(context.expr());
        walked.push(table == null ? "" : table.name());
        List<Stmt> body = statements.block(context.block(), Coercions.tested(where));
        walked.pop();
        routine.close();
        if (table == null || row == null || context.expr() != null && where == null) {
            return null;
        }
        var end = context.expr() == null
                ? context.name(1).getStop()
                : context.expr().getStop();
        return new Stmt.ForEachRow(row, table, Optional.ofNullable(where), body, Spans.head(context, end));
    }

    @Nullable
    Stmt findRow(FindRowContext context) {
        MachineType.Table table = table(context.name(1));
        routine.open();
        Local row = row(context.name(0), table);
        Expr where = expressions.condition(context.expr());
        List<Stmt> found = statements.block(context.block(0), Coercions.tested(where));
        routine.close();
        List<Stmt> otherwise = context.block().size() > 1 ? statements.block(context.block(1)) : List.of();
        return table == null || row == null || where == null
                ? null
                : new Stmt.FindRow(
                        row,
                        table,
                        where,
                        found,
                        otherwise,
                        Spans.head(context, context.expr().getStop()));
    }

    private @Nullable Local row(NameContext context, MachineType.@Nullable Table table) {
        return routine.declare(
                context.getText(), table == null ? null : new Type.Row(table), false, Spans.of(context), false);
    }

    /** A variable of type ranges; null after a report. */
    MachineType.@Nullable Variable ranges(NameContext context) {
        Span span = Spans.of(context);
        if (machine.claimed(machine.tables, routine.prefix, context.getText())) {
            session.report(TypeMessages.setWanted(span, "", false, "a table"));
            return null;
        }
        MachineType.Variable variable = machine.require(machine.variables, routine.prefix, context.getText(), span);
        if (variable != null && !(variable.type() instanceof Type.Ranges)) {
            session.report(
                    TypeMessages.setWanted(span, "", false, variable.type().name()));
            return null;
        }
        return variable;
    }

    MachineType.@Nullable Table table(NameContext context) {
        String name = context.getText();
        if (machine.claimed(machine.variables, routine.prefix, name)) {
            session.report(NameMessages.notATable(name, Spans.of(context)));
            return null;
        }
        return machine.require(machine.tables, routine.prefix, name, Spans.of(context));
    }
}
