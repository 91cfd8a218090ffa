package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** That the invariants hold of a machine as it begins. */
final class Beginning {
    private final Protocol protocol;
    private final MachineType machine;
    private final Settings settings;

    Beginning(Protocol protocol, MachineType machine, Settings settings) {
        this.protocol = protocol;
        this.machine = machine;
        this.settings = settings;
    }

    List<Result> prove() {
        var results = new ArrayList<Result>();
        if (!settings.invariants()) {
            return results;
        }
        var terms = new Terms();
        try (var solver = new Solver(settings.limit(), settings.seed())) {
            var sink = new SolverSink(terms, solver, false, false);
            var execution =
                    new Execution(protocol, machine, terms, sink, new Execution.LoopMode(Optional.empty(), List.of()));
            Parameters.require(settings, protocol, execution, terms, solver, sink);
            var beginning = execution.beginning();
            for (var invariant : machine.invariants()) {
                if (!settings.wants(invariant)) {
                    continue;
                }
                long start = System.nanoTime();
                var opposite = terms.not(execution.holds(invariant.condition(), beginning));
                var verdict = switch (opposite.isFalse() ? new Answer.Impossible() : solver.ask(List.of(opposite))) {
                    case Answer.Impossible _ -> new Verdict.Proved(!opposite.isFalse());
                    // The parameters are all that is not known of it.
                    case Answer.Possible _ -> new Verdict.Unknown("it does not hold of a machine as it begins");
                    case Answer.Undecided u -> new Verdict.Unknown(u.why());
                };
                results.add(new Result(
                        new Obligation(
                                machine,
                                Optional.empty(),
                                machine.initial(),
                                new Obligation.Claim.Invariant(invariant)),
                        verdict,
                        (System.nanoTime() - start) / 1_000_000));
            }
        }
        return results;
    }
}
