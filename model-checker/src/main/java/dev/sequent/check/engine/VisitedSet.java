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
     * Adds the first {@code chunks} chunks: says for each candidate whether it is {@linkplain Candidates#markFresh new}
     * or {@linkplain Candidates#markKnown known}. New ones have numbers afterwards, from the size before the call on.
     */
    void insert(Candidates[] batch, int chunks, Workers workers);

    /** States seen. */
    long size();

    /** Reads a state that was not {@linkplain #retire retired}. */
    void state(long number, int[] into);

    /** States below that number will not be read again, and need only be recognised. */
    void retire(long number);

    /** Whether it gives the numbers of known candidates. */
    boolean numbered();

    /** How states are kept, as a verdict says it, for instance {@code exact}. */
    String storage();

    /** An exact set that forgets no state. @param width ints in a state @param threads how many will fill it */
    static VisitedSet remembering(int width, int threads) {
        StateSet kept = StateSet.exact(width, threads, false, Space.memory());
        return new VisitedSet() {
            @Override
            public void insert(Candidates[] batch, int chunks, Workers workers) {
                kept.insert(batch, chunks, workers);
            }

            @Override
            public long size() {
                return kept.size();
            }

            @Override
            public void state(long number, int[] into) {
                kept.state(number, into);
            }

            @Override
            public void retire(long number) {
                // it may still be requested
            }

            @Override
            public boolean numbered() {
                return kept.numbered();
            }

            @Override
            public String storage() {
                return kept.storage();
            }
        };
    }
}
