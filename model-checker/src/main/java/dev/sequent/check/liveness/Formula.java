package dev.sequent.check.liveness;

/** What must be true of every fair run. Conditions are numbers, see {@link Marks}. */
public sealed interface Formula {
    /** {@code P ~> Q}: whenever P, then Q at that moment or later. */
    record LeadsTo(int p, int q) implements Formula {}

    /** {@code eventually always P}: from some moment on, P for ever. */
    record EventuallyAlways(int p) implements Formula {}

    /**
     * {@code always possible P} (AG EF): from every reachable state, some path leads to P. Fairness does not matter.
     */
    record AlwaysPossible(int p) implements Formula {}
}
