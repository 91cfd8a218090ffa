package dev.sequent.check.system;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the transitions out of a state with everything that is known about them. */
final class Lister extends Walker {
    private List<Transition> found = new ArrayList<>();

    /** See {@link Walker#found}. */
    record Transition(
            TransitionKind kind,
            int who,
            int index,
            @Nullable Outcome outcome,
            int[] broken,
            int[] next) {}

    Lister(Plan plan, Components components, Watches watches) {
        super(plan, components, watches);
    }

    List<Transition> list(int[] state) {
        found = new ArrayList<>();
        walk(state);
        return found;
    }

    @Override
    void found(
            TransitionKind kind,
            int who,
            int index,
            @Nullable Outcome outcome,
            int message,
            int channel,
            int[] broken,
            int[] state) {
        found.add(new Transition(kind, who, index, outcome, broken, state.clone()));
    }
}
