package dev.sequent.language.typing;

import dev.sequent.language.model.Stmt;
import java.util.List;

/** Which statements keep the next one from being reached. */
final class AbruptCompletion {
    private AbruptCompletion() {}

    static boolean always(List<Stmt> body) {
        return body.stream().anyMatch(AbruptCompletion::always);
    }

    static boolean always(Stmt statement) {
        return switch (statement) {
            case Stmt.Drop _, Stmt.Done _, Stmt.ContinueAt _, Stmt.Unreachable _ -> true;
            case Stmt.ReturnOutcome _, Stmt.ReturnValue _, Stmt.ReturnNothing _ -> true;
            case Stmt.If s -> always(s.then()) && always(s.otherwise());
            case Stmt.FindRow s -> always(s.found()) && always(s.otherwise());
            case Stmt.Step s -> always(s.body());
            case Stmt.While _, Stmt.ForRange _, Stmt.ForEachRange _, Stmt.ForEachRow _, Stmt.InStates _ -> false;
            case Stmt.Assign _, Stmt.Declare _, Stmt.GoTo _, Stmt.DeleteTcb _, Stmt.Send _, Stmt.Assertion _ -> false;
            case Stmt.StartTimer _, Stmt.StopTimer _, Stmt.RaiseSignal _ -> false;
            case Stmt.CallEffect _, Stmt.CallProcedure _ -> false;
            case Stmt.InsertRow _, Stmt.RemoveRow _, Stmt.ClearTable _ -> false;
            case Stmt.AddRange _, Stmt.CutRanges _, Stmt.ClearRanges _ -> false;
        };
    }
}
