/**
 * A scenario as a program for Java PathFinder: what is the same for all; {@link dev.sequent.harness.Setting} is what a
 * scenario adds.
 *
 * <p>Not {@code @NullMarked}: JPF resolves the annotations of what it executes, and the ones for null are on no class
 * path at run time.
 */
package dev.sequent.harness;
