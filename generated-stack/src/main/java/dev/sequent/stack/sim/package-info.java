/**
 * Stacks in virtual time: a network in one thread, where hours pass in milliseconds and equal seeds give equal runs.
 */
@NullMarked
package dev.sequent.stack.sim;

import org.jspecify.annotations.NullMarked;
