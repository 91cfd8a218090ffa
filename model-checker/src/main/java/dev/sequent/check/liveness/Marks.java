package dev.sequent.check.liveness;

/** How the marks of states, see {@code Successors.mark}, are to be read. */
@FunctionalInterface
public interface Marks {
    /** A bit for each condition, so that there are 64 at most. */
    Marks BITS = (mark, condition) -> (mark >>> condition & 1) != 0;

    /** Whether a mark says that the condition with that number holds. */
    boolean holds(long mark, int condition);
}
