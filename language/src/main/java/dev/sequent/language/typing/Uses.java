package dev.sequent.language.typing;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is used by the bodies of a machine and by what is said about it; by name, except locals. */
final class Uses {
    final Set<String> read = new HashSet<>();
    final Set<String> written = new HashSet<>();
    final Set<String> started = new HashSet<>();
    final Set<String> raised = new HashSet<>();
    final Set<String> returned = new HashSet<>();
    final Set<String> effects = new HashSet<>();
    final Set<String> called = new HashSet<>();
    final Set<Local> locals = new HashSet<>();

    void body(List<Stmt> body) {
        body.forEach(this::statement);
    }

    /** What the world around a machine looks at. */
    void world(MachineType machine) {
        machine.observables().forEach(o -> expression(o.value()));
        machine.outgoing().flatMap(MachineType.Outgoing::end).ifPresent(v -> read.add(v.name()));
        machine.incoming().flatMap(MachineType.Incoming::next).ifPresent(v -> read.add(v.name()));
        machine.incoming().flatMap(MachineType.Incoming::since).ifPresent(v -> read.add(v.name()));
    }

    private void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Assign s -> {
                if (s.target() instanceof Stmt.Target.OfVariable(MachineType.Variable variable)) {
                    written.add(variable.name());
                }
            }
            case Stmt.StartTimer s -> started.add(s.timer().name());
            case Stmt.RaiseSignal s -> raised.add(s.signal().name());
            case Stmt.CallEffect s -> effects.add(s.effect().name());
            case Stmt.CallProcedure s -> called.add(s.procedure().name());
            case Stmt.ForEachRange s -> read.add(s.ranges().name());
            case Stmt.ForEachRow s -> read.add(s.table().name());
            case Stmt.FindRow s -> read.add(s.table().name());
            case Stmt.InsertRow s -> written.add(s.table().name());
            case Stmt.AddRange s -> written.add(s.ranges().name());
            case Stmt.ReturnOutcome s -> returned.add(s.outcome().name());
            case Stmt.If _, Stmt.InStates _, Stmt.Step _, Stmt.While _, Stmt.ForRange _ -> {}
            case Stmt.Declare _, Stmt.Send _, Stmt.StopTimer _, Stmt.Assertion _, Stmt.GoTo _, Stmt.DeleteTcb _ -> {}
            case Stmt.RemoveRow _, Stmt.ClearTable _, Stmt.CutRanges _, Stmt.ClearRanges _ -> {}
            case Stmt.ContinueAt _, Stmt.ReturnValue _, Stmt.ReturnNothing _ -> {}
            case Stmt.Drop _, Stmt.Done _, Stmt.Unreachable _ -> {}
        }
        var parts = StmtParts.of(statement);
        parts.expressions().forEach(this::expression);
        body(parts.inside());
    }

    void expression(Expr expression) {
        switch (expression) {
            case Expr.VariableRef e -> read.add(e.variable().name());
            case Expr.TableRef e -> read.add(e.table().name());
            case Expr.LocalRef e -> locals.add(e.local());
            case Expr.CallFunction e -> called.add(e.function().name());
            case Expr.Literal _, Expr.None _, Expr.Now _, Expr.ParamRef _, Expr.Proposition _, Expr.Ghost _ -> {}
            case Expr.OfField _, Expr.DerivedRef _, Expr.ColumnRef _, Expr.OfPeer _, Expr.Old _ -> {}
            case Expr.Unwrap _, Expr.Wrap _, Expr.Negate _, Expr.Arithmetic _, Expr.Conditional _ -> {}
            case Expr.CallExtern _, Expr.CallBuiltin _ -> {}
        }
        ExprParts.of(expression).forEach(this::expression);
    }
}
