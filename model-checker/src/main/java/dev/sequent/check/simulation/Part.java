package dev.sequent.check.simulation;

import dev.sequent.check.engine.TransitionSystem;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * A system of which only a part is of interest.
 *
 * @param bad what counts as a violation
 * @param expanders makes what lists transitions
 */
record Part(TransitionSystem whole, IntPredicate bad, Supplier<Expander> expanders) implements TransitionSystem {
    @Override
    public int width() {
        return whole.width();
    }

    @Override
    public void initial(int[] into) {
        whole.initial(into);
    }

    @Override
    public int watches() {
        return whole.watches();
    }

    @Override
    public boolean bad(int watch) {
        return bad.test(watch);
    }

    @Override
    public boolean hitsBoth(int watch) {
        return whole.hitsBoth(watch);
    }

    @Override
    public Expander expander() {
        return expanders.get();
    }

    @Override
    public long bytes() {
        return whole.bytes();
    }
}
