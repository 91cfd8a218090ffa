/**
 * The search itself: breadth-first, level by level, over any {@link dev.sequent.check.engine.TransitionSystem}.
 *
 * <p>Nothing here knows of machines, messages or scenarios. What a run finds, counts and numbers depends on the system
 * alone, never on the number of threads or on their timing: a level is cut into batches of fixed size, candidates are
 * added in the order in which a single thread would have met them.
 *
 * <p>A {@link dev.sequent.check.engine.StateSet} keeps a key of each state and, in full, those that are still to be
 * expanded; {@link dev.sequent.check.engine.Ancestry} keeps the paths back to the initial state. What grows is kept in
 * a {@link dev.sequent.check.engine.Space}: off the heap, and beyond a budget in mapped files.
 * {@link dev.sequent.check.engine.Checkpoints} keep a search across processes, and a
 * {@link dev.sequent.check.engine.Graph} keeps its transitions for {@link dev.sequent.check.liveness}.
 */
@NullMarked
package dev.sequent.check.engine;

import org.jspecify.annotations.NullMarked;
