package dev.sequent.check.system;

import dev.sequent.check.liveness.Formula;
import java.util.ArrayList;
import java.util.List;

/**
 * A liveness property over one scenario; it must hold in each of its bindings.
 *
 * @param watch its kind is one of those of liveness
 * @param firstMark number of the state mark that stands for the condition in the first binding; for {@code E ~> F} the
 *     next stands for F, and so on with the other bindings
 */
public record Claim(Watch watch, int firstMark) {
    /** What must be true of the graph, one formula for each binding. */
    public List<Formula> formulas() {
        var formulas = new ArrayList<Formula>();
        for (int mark = firstMark; mark < firstMark + marks(); mark += parts()) {
            formulas.add(
                    switch (watch.kind()) {
                        case LEADS_TO -> new Formula.LeadsTo(mark, mark + 1);
                        case EVENTUALLY_ALWAYS -> new Formula.EventuallyAlways(mark);
                        default -> new Formula.AlwaysPossible(mark);
                    });
        }
        return formulas;
    }

    /** What is judged: the claim in each of its bindings, in the order of {@link #formulas}. */
    public List<Watch> inBindings() {
        return watch.bindings().stream()
                .map(binding -> watch.in(binding.peers()))
                .toList();
    }

    /** Conditions in each binding. */
    int parts() {
        return watch.kind() == Watch.Kind.LEADS_TO ? 2 : 1;
    }

    int marks() {
        return watch.bindings().size() * parts();
    }
}
