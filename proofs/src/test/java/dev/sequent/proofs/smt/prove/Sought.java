package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Terms;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step that the solver makes up: all invariants hold where it begins, and a loop takes at least two turns. It is
 * looked for where loops are written out, and not by what they keep.
 *
 * @param step if there is one
 * @param impossible whether there is none
 */
record Sought(Optional<Concrete.Step> step, boolean impossible) {
    /** @param small whether it is made as small as it can be: others may go on for too long */
    static Sought twoTurns(
            Protocol protocol,
            MachineType machine,
            Trigger trigger,
            MachineType.State state,
            boolean whole,
            Set<MachineType.Invariant> without,
            boolean small) {
        var terms = new Terms();
        try (var solver = new Solver(Settings.USUAL.limit(), Settings.USUAL.seed())) {
            var sink = new SolverSink(terms, solver, false, false);
            var mode = new Execution.LoopMode(Optional.of(1), Assumptions.claims(machine));
            var execution = new Execution(protocol, machine, terms, sink, mode);
            Parameters.require(Settings.USUAL, protocol, execution, terms, solver, sink);
            var before = execution.anyMachine(state);
            Assumptions.require(solver, sink, execution, machine, trigger, before, without);
            if (whole) {
                execution.whole(trigger, state, before);
            } else {
                execution.step(trigger, state, before);
            }
            return switch (solver.ask(List.of(execution.beyond()))) {
                case Answer.Impossible _ -> new Sought(Optional.empty(), true);
                case Answer.Undecided _ -> new Sought(Optional.empty(), false);
                case Answer.Possible p -> {
                    var usual = new Usual(protocol, machine, execution, before);
                    var found = small ? new Smaller(terms, solver, usual).than(p, List.of(execution.beyond())) : p;
                    var evaluation = usual.evaluation(found);
                    var sets = new Reconstruction(execution.sets().asked(), evaluation);
                    yield new Sought(
                            Optional.of(new Concrete(execution, evaluation, sets::ranges)
                                    .step(protocol, execution, machine, trigger, before)),
                            false);
                }
            };
        }
    }
}
