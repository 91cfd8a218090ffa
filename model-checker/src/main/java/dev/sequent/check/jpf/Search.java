package dev.sequent.check.jpf;

import java.util.Set;

/**
 * One run of JPF.
 *
 * @param breadthFirst to find a short way to what is violated; else depth first, which needs less memory
 * @param asserted the watches at which it stops
 * @param mostStates states of the scenario at which it gives up
 * @param heap for its JVM
 */
record Search(boolean breadthFirst, Set<Integer> asserted, long mostStates, Heap heap) {
    /** How large a heap may get, as an option of the JVM. */
    record Heap(String option) {
        private static final int PERCENT_FOR_ALL = 50;

        static Heap of(long bytes) {
            return new Heap("-Xmx" + bytes);
        }

        /** Half of the machine's memory, for all those that search at the same time. */
        static Heap shared(int atATime) {
            return new Heap("-XX:MaxRAMPercentage=" + (double) PERCENT_FOR_ALL / atATime);
        }
    }

    Search {
        asserted = Set.copyOf(asserted);
    }

    Search breadthFirst(boolean on) {
        return new Search(on, asserted, mostStates, heap);
    }
}
