package dev.sequent.check.engine;

/**
 * Which states have been seen, numbered from 0 in the order in which they were found.
 *
 * <p>Whole batches come in at once, so that an implementation may sort, spill to disk or ask other machines. It must be
 * exact about order: of equal candidates the first is the new one, and numbers follow the order of chunks and of
 * candidates in them.
 */
public interface VisitedSet {
    /**
     * Takes in the first {@code chunks} chunks and marks (see {@link Candidates#markFresh}) those candidates that are
     * new; these have numbers afterwards, from the size before the call on.
     */
    void insert(Candidates[] batch, int chunks, Workers workers);

    /** States seen. */
    long size();

    /** Reads a state that was not {@linkplain #retire retired}. */
    void state(long number, int[] into);

    /** States below that number are not read any more: an implementation that keeps only digests may forget them. */
    default void retire(long number) {}

    /** All states in full, for a checkpoint: those that were retired excepted. */
    IntLog log();

    /** {@link #log} was filled with that many states: they count as seen. */
    void restored(long count);

    /** Bytes of memory held. */
    long bytes();

    /** How states are kept, as a verdict says it, for instance {@code exact}. */
    String storage();
}
