/**
 * Whether a specification treats all sequence numbers alike. {@code SpaceInference} says to which of the two spaces
 * each number belongs, the machine's own or the remote's; {@code MotionFlow} follows through all rules which numbers
 * move when a space is moved, and which stand still. Where neither finds anything, a step from a moved state is the
 * moved step, so that what holds for one pair of initial sequence numbers holds for all pairs that it can be moved to.
 */
@NullMarked
package dev.sequent.language.spaces;

import org.jspecify.annotations.NullMarked;
