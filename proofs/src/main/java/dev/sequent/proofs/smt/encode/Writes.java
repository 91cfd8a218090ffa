package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the statements of a loop's body may change, with all the procedures that they call. */
final class Writes {
    private final MachineType machine;
    private final Set<MachineType.Procedure> seen = new HashSet<>();
    final Set<MachineType.Variable> variables = new LinkedHashSet<>();
    final Set<MachineType.Timer> timers = new LinkedHashSet<>();
    final Set<MachineType.Table> tables = new LinkedHashSet<>();
    final Set<Integer> messages = new LinkedHashSet<>();
    /** Of the routine that the loop stands in. */
    final Map<Integer, Local> locals = new HashMap<>();

    /** An assignment under a condition: both speak of nothing but the machine's memory. */
    record Guarded(Expr condition, MachineType.Variable variable, Expr value) {}

    final List<Guarded> guarded = new ArrayList<>();
    /** States that it may go to. */
    final Set<MachineType.State> targets = new LinkedHashSet<>();

    boolean state;
    /** Whether it sends something, or tells the user something. */
    boolean acts;

    Writes(MachineType machine, List<Stmt> body) {
        this.machine = machine;
        gather(body, true);
    }

    private void gather(List<Stmt> body, boolean here) {
        StmtParts.all(body).forEach(s -> gather(s, here));
    }

    private void gather(Stmt statement, boolean here) {
        switch (statement) {
            case Stmt.Assign s -> {
                switch (s.target()) {
                    case Stmt.Target.OfVariable t -> variables.add(t.variable());
                    case Stmt.Target.OfLocal t -> {
                        if (here) {
                            locals.put(t.local().index(), t.local());
                        }
                    }
                    case Stmt.Target.OfOutgoing t -> messages.add(t.message().kind());
                    case Stmt.Target.OfColumn _ -> {}
                }
            }
            case Stmt.GoTo s -> {
                state = true;
                targets.add(s.state());
            }
            case Stmt.Send s -> {
                acts = true;
                messages.add(s.message().kind());
                machine.beforeSending().stream()
                        .filter(b -> b.message().kind() == s.message().kind())
                        .forEach(b -> gather(b.body(), false));
            }
            case Stmt.StartTimer s -> timers.add(s.timer());
            case Stmt.StopTimer s -> timers.add(s.timer());
            case Stmt.CallProcedure s -> {
                if (seen.add(s.procedure())) {
                    gather(s.procedure().body(), false);
                }
            }
            case Stmt.InsertRow s -> tables.add(s.table());
            case Stmt.RemoveRow s -> tables.add(((Type.Row) s.row().type()).table());
            case Stmt.ClearTable s -> tables.add(s.table());
            case Stmt.AddRange s -> variables.add(s.ranges());
            case Stmt.CutRanges s -> variables.add(s.ranges());
            case Stmt.ClearRanges s -> variables.add(s.ranges());
            case Stmt.DeleteTcb s -> {
                variables.addAll(machine.variables());
                timers.addAll(machine.timers());
                tables.addAll(machine.tables());
                state = true;
                targets.add(s.state().orElse(machine.initial()));
            }
            case Stmt.RaiseSignal _ -> acts = true;
            case Stmt.If s -> guarded(s);
            case Stmt.CallEffect _, Stmt.Declare _, Stmt.InStates _, Stmt.Step _ -> {}
            case Stmt.ContinueAt _, Stmt.While _, Stmt.ForRange _, Stmt.ForEachRange _, Stmt.ForEachRow _ -> {}
            case Stmt.FindRow _, Stmt.ReturnOutcome _, Stmt.ReturnValue _, Stmt.ReturnNothing _, Stmt.Drop _ -> {}
            case Stmt.Done _, Stmt.Assertion _, Stmt.Unreachable _ -> {}
        }
    }

    private void guarded(Stmt.If statement) {
        for (var inside : statement.then()) {
            if (inside instanceof Stmt.Assign s
                    && s.target() instanceof Stmt.Target.OfVariable(var variable)
                    && variable.type().integral()
                    && ofMemory(statement.condition())
                    && ofMemory(s.value())) {
                guarded.add(new Guarded(statement.condition(), variable, s.value()));
            }
        }
    }

    private static boolean ofMemory(Expr expr) {
        return ExprParts.all(expr)
                .noneMatch(
                        e -> e instanceof Expr.LocalRef || e instanceof Expr.OfField || e instanceof Expr.CallExtern);
    }
}
