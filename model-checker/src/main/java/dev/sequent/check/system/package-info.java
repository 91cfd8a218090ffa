/**
 * A scenario as a transition system over a core.
 *
 * <p>A machine is a pure function of its state and of what it is told, so each such pair is executed once and its
 * outcome is kept: the code that is explored is the code that runs, but it runs once for each local step and not once
 * for each global one. Peers and channels are stored once and named by number; a global state is one number for each
 * peer and each channel (collapse compression), which loses nothing.
 */
@NullMarked
package dev.sequent.check.system;

import org.jspecify.annotations.NullMarked;
