package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.Value;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Terms;

/**
 * What is known of parameters besides their ranges: what the specification assumes, and values that somebody has given.
 */
final class Parameters {
    private Parameters() {}

    static void require(
            Settings settings, Protocol protocol, Execution execution, Terms terms, Solver solver, SolverSink sink) {
        protocol.assumptions().forEach(a -> sink.assume(a, execution.holds(a.condition(), execution.beginning())));
        for (var param : protocol.params()) {
            var given = settings.parameters().get(param.name());
            if (given != null && execution.world().parameters().get(param.index()) instanceof Value.Scalar value) {
                solver.require(
                        param.type() instanceof Type.Bool
                                ? terms.same(value.term(), terms.truth(given != 0))
                                : terms.equal(value.term(), terms.number(given)));
            }
        }
    }
}
