package dev.sequent.check.jpf;

import java.util.Set;

/**
 * One run of JPF.
 *
 * @param breadthFirst to find a short way to what is violated; else depth first, which needs less memory
 * @param asserted the watches at which it stops
 * @param mostStates states of the scenario at which it gives up
 * @param heap bytes of memory for its JVM; 0: half of the machine's
 */
record Search(boolean breadthFirst, Set<Integer> asserted, long mostStates, long heap) {
    Search {
        asserted = Set.copyOf(asserted);
    }

    Search breadthFirst(boolean on) {
        return new Search(on, asserted, mostStates, heap);
    }
}
