package dev.sequent.codegen.lower;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import java.util.List;

/** Questions about the handlers of a machine. */
final class Handlers {
    private Handlers() {}

    private static boolean same(Trigger a, Trigger b) {
        return switch (a) {
            case Trigger.Call x -> b instanceof Trigger.Call y && x.index() == y.index();
            case Trigger.Arrival x ->
                b instanceof Trigger.Arrival y
                        && x.message().kind() == y.message().kind();
            case Trigger.Timeout x ->
                b instanceof Trigger.Timeout y && x.timer().index() == y.timer().index();
        };
    }

    static List<Handler> of(MachineType machine, Trigger trigger) {
        return machine.handlers().stream()
                .filter(h -> same(h.trigger(), trigger))
                .toList();
    }

    static Handler of(MachineType machine, Trigger trigger, MachineType.State state) {
        return of(machine, trigger).stream()
                .filter(h -> h.states().stream().anyMatch(s -> s.index() == state.index()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no handler of " + trigger.name() + " in " + state.name()));
    }

    /** Steps count from 1. */
    static int stepNumber(Handler handler, String label) {
        int number = 0;
        for (Stmt s : handler.body()) {
            if (s instanceof Stmt.Step step) {
                number++;
                if (step.label().equals(label)) {
                    return number;
                }
            }
        }
        throw new IllegalStateException(handler.span() + ": there is no step " + label);
    }

    /** Whether steps divide the handler's body; then what it declares between them outlives its routines. */
    static boolean hasSteps(Handler handler) {
        return handler.body().stream().anyMatch(Stmt.Step.class::isInstance);
    }

    /** Whether some handler continues in the middle of this one. */
    static boolean entered(MachineType machine, Handler handler) {
        return of(machine, handler.trigger()).stream()
                .flatMap(h -> StmtParts.all(h.body()))
                .anyMatch(s -> s instanceof Stmt.ContinueAt c
                        && handler.states().stream()
                                .anyMatch(t -> t.index() == c.state().index()));
    }

    /** Whether the statements may end the handler at work; those inside procedures never do. */
    static boolean leaves(List<Stmt> statements) {
        return StmtParts.all(statements).anyMatch(Handlers::leaves);
    }

    private static boolean leaves(Stmt statement) {
        return switch (statement) {
            case Stmt.Drop _, Stmt.Done _, Stmt.ReturnOutcome _, Stmt.ContinueAt _ -> true;
            case Stmt.Assign _,
                    Stmt.GoTo _,
                    Stmt.Send _,
                    Stmt.StartTimer _,
                    Stmt.StopTimer _,
                    Stmt.RaiseSignal _,
                    Stmt.CallEffect _,
                    Stmt.CallProcedure _,
                    Stmt.Declare _,
                    Stmt.If _,
                    Stmt.InStates _,
                    Stmt.Step _,
                    Stmt.While _,
                    Stmt.ForRange _,
                    Stmt.ForEachRange _,
                    Stmt.ForEachRow _,
                    Stmt.FindRow _,
                    Stmt.InsertRow _,
                    Stmt.RemoveRow _,
                    Stmt.AddRange _,
                    Stmt.CutRanges _,
                    Stmt.ClearRanges _,
                    Stmt.ClearTable _,
                    Stmt.DeleteTcb _,
                    Stmt.ReturnValue _,
                    Stmt.ReturnNothing _,
                    Stmt.Assertion _,
                    Stmt.Unreachable _ -> false;
        };
    }
}
