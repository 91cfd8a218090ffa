package dev.sequent.check.system;

import dev.sequent.check.engine.TransitionSystem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state with everything that the search's own expander says about it. */
final class Around implements TransitionSystem.Successors {
    /**
     * A transition.
     *
     * @param target null when it breaks off
     * @param hits watches that the transition itself hits
     */
    record Edge(int @Nullable [] target, int label, BitSet hits) {}

    /** Watches that the state hits. */
    final BitSet hits = new BitSet();
    /** By ordinal. */
    final List<Edge> edges = new ArrayList<>();
    /** Labels of what a bound prevents. */
    final List<Integer> cuts = new ArrayList<>();

    long marks;

    @Override
    public void add(int[] state, int action) {
        edges.add(new Edge(state.clone(), action, new BitSet()));
    }

    @Override
    public void mark(long conditions) {
        marks = conditions;
    }

    @Override
    public void cut(int action) {
        cuts.add(action);
    }

    @Override
    public void hit(int watch) {
        hits.set(watch);
    }

    @Override
    public void hitStep(int watch) {
        edges.getLast().hits().set(watch);
    }

    @Override
    public void hitOnTheWay(int watch, int action) {
        var hit = new BitSet();
        hit.set(watch);
        edges.add(new Edge(null, action, hit));
    }
}
