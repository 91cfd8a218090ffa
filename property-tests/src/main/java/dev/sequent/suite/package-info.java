/**
 * The property tests that are part of the product: what must be true of every exchange, every sequence of calls, every
 * value, and is tried on values drawn at random. {@link dev.sequent.suite.Suite} links the properties with the core of
 * a specification, as it has been edited, and runs them.
 *
 * <p>{@code property} says what a property is, {@code run} tries them, {@code exchange} is what passed between two
 * ends; {@code stacks} has the properties of stacks, which are loaded anew for each core, {@code machines} those of one
 * machine, {@code laws} those of what everything is built on.
 */
@NullMarked
package dev.sequent.suite;

import org.jspecify.annotations.NullMarked;
