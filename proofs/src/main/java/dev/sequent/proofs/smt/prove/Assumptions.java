package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.solve.Solver;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is taken for granted of a machine where a step begins. */
final class Assumptions {
    private Assumptions() {}

    /** @param without invariants that need not hold there */
    static void require(
            Solver solver,
            SolverSink sink,
            Execution execution,
            MachineType machine,
            Trigger trigger,
            Snapshot before,
            Set<MachineType.Invariant> without) {
        for (var invariant : machine.invariants()) {
            if (!without.contains(invariant)) {
                sink.assume(invariant, execution.holds(invariant.condition(), before));
            }
        }
        past(solver, execution, machine, before);
        if (trigger instanceof Trigger.Timeout t) {
            solver.require(before.running().get(t.timer().index()));
        }
    }

    private static void past(Solver solver, Execution execution, MachineType machine, Snapshot at) {
        for (var variable : machine.variables()) {
            execution.past(variable, at).ifPresent(solver::require);
        }
    }

    /** What is taken for granted of a machine that does nothing. @param without invariants that need not hold there */
    static void resting(
            Solver solver,
            SolverSink sink,
            Execution execution,
            MachineType machine,
            Snapshot at,
            Set<MachineType.Invariant> without) {
        machine.invariants().stream()
                .filter(i -> !without.contains(i))
                .forEach(i -> sink.take(i.name(), execution.holds(i.condition(), at)));
        past(solver, execution, machine, at);
    }

    /** What the turns of a loop may keep. */
    static List<Expr> claims(MachineType machine) {
        return machine.invariants().stream()
                .map(MachineType.Invariant::condition)
                .flatMap(Assumptions::conjuncts)
                .toList();
    }

    /** A claim that is a conjunction is several. */
    static Stream<Expr> conjuncts(Expr expr) {
        return expr instanceof Expr.Logic e && e.op() == Expr.Logic.Op.AND
                ? Stream.concat(conjuncts(e.left()), conjuncts(e.right()))
                : Stream.of(expr);
    }
}
