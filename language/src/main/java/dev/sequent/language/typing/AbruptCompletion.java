package dev.sequent.language.typing;

import dev.sequent.language.model.Stmt;
import java.util.List;

/** Which statements do not let the next one be reached? */
final class AbruptCompletion {
    private AbruptCompletion() {}

    static boolean always(List<Stmt> body) {
        return body.stream().anyMatch(AbruptCompletion::always);
    }

    static boolean always(Stmt statement) {
        return switch (statement) {
            case Stmt.Drop s -> true;
            case Stmt.Done s -> true;
            case Stmt.ReturnOutcome s -> true;
            case Stmt.ReturnValue s -> true;
            case Stmt.ReturnNothing s -> true;
            case Stmt.ContinueAt s -> true;
            case Stmt.Unreachable s -> true;
            case Stmt.If s -> always(s.then()) && always(s.otherwise());
            case Stmt.FindRow s -> always(s.found()) && always(s.otherwise());
            case Stmt.Step s -> always(s.body());
            default -> false;
        };
    }
}
