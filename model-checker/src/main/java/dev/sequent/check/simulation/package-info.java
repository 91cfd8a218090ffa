/**
 * Random walks over a transition system that is too large to be explored: what they meet, what they find, and how that
 * is made short. What a walk does depends on nothing but the seed and its number, whichever thread takes it.
 */
@NullMarked
package dev.sequent.check.simulation;

import org.jspecify.annotations.NullMarked;
