package dev.sequent.language.spaces;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which machines have sequence numbers from outside. Those of the others begin at zero, and nothing can move them. */
final class Moving {
    private Moving() {}

    /** Whether some rule looks up a number outside: an initial sequence number, or one that the runtime tells. */
    static boolean is(MachineType machine) {
        boolean told = Stream.concat(machine.calls().stream(), machine.events().stream())
                .flatMap(c -> c.parameters().stream())
                .anyMatch(p -> MotionReader.number(p.type()));
        return told || bodies(machine).flatMap(StmtParts::all).anyMatch(Moving::asks);
    }

    private static Stream<List<Stmt>> bodies(MachineType machine) {
        var bodies = new ArrayList<List<Stmt>>();
        machine.handlers().forEach(h -> bodies.add(h.body()));
        machine.functions().forEach(f -> bodies.add(f.body()));
        machine.procedures().forEach(p -> bodies.add(p.body()));
        machine.beforeSending().forEach(b -> bodies.add(b.body()));
        return bodies.stream();
    }

    private static boolean asks(Stmt statement) {
        return StmtParts.of(statement).expressions().stream()
                .flatMap(ExprParts::all)
                .anyMatch(e -> e instanceof Expr.CallExtern call && MotionReader.number(call.type()));
    }
}
