/**
 * What must happen in the end: liveness over the graph of a finished search, under fairness.
 *
 * <p>A run is a path through the graph that never ends, or one that comes to rest: it may stutter for ever in any
 * state, as in TLA, unless fairness obliges it to go on. So a deadlock is a run that rests, and where nothing is fair
 * nothing need ever happen. What a bound has cut off counts as possible and is never taken: a lasso that is found is a
 * run of the unbounded system, too, and where none is found, a cut means that absence cannot be concluded.
 *
 * <p>Fair runs are found as in E. A. Emerson, C.-L. Lei, "Modalities for Model Checking: Branching Time Logic Strikes
 * Back" (1987): strongly connected components (R. Tarjan, "Depth-First Search and Linear Graph Algorithms", 1972), from
 * which states are taken that an unfulfilled strong demand forbids, again and again.
 */
@NullMarked
package dev.sequent.check.liveness;

import org.jspecify.annotations.NullMarked;
