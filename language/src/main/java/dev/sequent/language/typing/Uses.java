package dev.sequent.language.typing;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the bodies of a machine, and what is said about it, make use of; by name, but for locals. */
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

    private void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Assign s -> {
                if (s.target() instanceof Stmt.Target.OfVariable(MachineType.Variable variable)) {
                    written.add(variable.name());
                }
                expression(s.value());
            }
            case Stmt.Send s -> s.values().forEach(this::fieldValue);
            case Stmt.StartTimer s -> {
                started.add(s.timer().name());
                expression(s.at());
            }
            case Stmt.RaiseSignal s -> raised.add(s.signal().name());
            case Stmt.CallEffect s -> {
                effects.add(s.effect().name());
                s.arguments().forEach(this::expression);
            }
            case Stmt.CallProcedure s -> {
                called.add(s.procedure().name());
                s.arguments().forEach(this::expression);
            }
            case Stmt.Declare s -> expression(s.value());
            case Stmt.If s -> {
                expression(s.condition());
                body(s.then());
                body(s.otherwise());
            }
            case Stmt.InStates s -> body(s.body());
            case Stmt.Step s -> body(s.body());
            case Stmt.While s -> {
                expression(s.condition());
                expression(s.most());
                body(s.body());
            }
            case Stmt.ForRange s -> {
                expression(s.from());
                expression(s.to());
                body(s.body());
            }
            case Stmt.ForEachRange s -> {
                read.add(s.ranges().name());
                body(s.body());
            }
            case Stmt.ForEachRow s -> {
                read.add(s.table().name());
                expression(s.where());
                body(s.body());
            }
            case Stmt.FindRow s -> {
                read.add(s.table().name());
                expression(s.where());
                body(s.found());
                body(s.otherwise());
            }
            case Stmt.InsertRow s -> {
                written.add(s.table().name());
                s.values().forEach(v -> expression(v.value()));
            }
            case Stmt.AddRange s -> {
                written.add(s.ranges().name());
                expression(s.from());
                expression(s.to());
            }
            case Stmt.CutRanges s -> expression(s.below());
            case Stmt.ReturnOutcome s -> returned.add(s.outcome().name());
            case Stmt.ReturnValue s -> expression(s.value());
            case Stmt.Assertion s -> expression(s.condition());
            case Stmt.GoTo s -> {}
            case Stmt.StopTimer s -> {}
            case Stmt.ContinueAt s -> {}
            case Stmt.RemoveRow s -> {}
            case Stmt.ClearRanges s -> {}
            case Stmt.ClearTable s -> {}
            case Stmt.DeleteTcb s -> {}
            case Stmt.ReturnNothing s -> {}
            case Stmt.Drop s -> {}
            case Stmt.Done s -> {}
            case Stmt.Unreachable s -> {}
        }
    }

    private void fieldValue(Stmt.FieldValue value) {
        switch (value) {
            case Stmt.FieldValue.Scalar v -> {
                expression(v.value());
                expression(v.condition());
            }
            case Stmt.FieldValue.Bits v -> v.bits().forEach(b -> expression(b.condition()));
        }
    }

    void expression(Optional<Expr> expression) {
        expression.ifPresent(this::expression);
    }

    void expression(Expr expression) {
        switch (expression) {
            case Expr.VariableRef e -> read.add(e.variable().name());
            case Expr.TableRef e -> read.add(e.table().name());
            case Expr.HasBit e -> expression(e.bits());
            case Expr.Present e -> expression(e.value());
            case Expr.Unwrap e -> expression(e.value());
            case Expr.Wrap e -> expression(e.value());
            case Expr.Not e -> expression(e.operand());
            case Expr.Negate e -> expression(e.operand());
            case Expr.Logic e -> both(e.left(), e.right());
            case Expr.Compare e -> both(e.left(), e.right());
            case Expr.Arithmetic e -> both(e.left(), e.right());
            case Expr.Conditional e -> {
                expression(e.condition());
                both(e.then(), e.otherwise());
            }
            case Expr.CallFunction e -> {
                called.add(e.function().name());
                e.arguments().forEach(this::expression);
            }
            case Expr.CallExtern e -> e.arguments().forEach(this::expression);
            case Expr.CallBuiltin e -> e.arguments().forEach(this::expression);
            case Expr.OfPeer e -> expression(e.expr());
            case Expr.Literal e -> {}
            case Expr.None e -> {}
            case Expr.Now e -> {}
            case Expr.ParamRef e -> {}
            case Expr.LocalRef e -> locals.add(e.local());
            case Expr.FieldRef e -> {}
            case Expr.DerivedRef e -> {}
            case Expr.OwnField e -> {}
            case Expr.ColumnRef e -> {}
            case Expr.InState e -> {}
            case Expr.Running e -> {}
            case Expr.ChannelEmpty e -> {}
            case Expr.Ghost e -> {}
            case Expr.Old e -> expression(e.expr());
            case Expr.Sends e -> expression(e.where());
            case Expr.Receives e -> expression(e.where());
            case Expr.Calls e -> {}
            case Expr.Expires e -> {}
            case Expr.Signals e -> {}
            case Expr.Origin e -> {}
        }
    }

    private void both(Expr left, Expr right) {
        expression(left);
        expression(right);
    }
}
