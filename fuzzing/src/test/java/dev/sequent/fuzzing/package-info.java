/**
 * Whatever the product reads that somebody else may have written: fuzzed, with feedback from its coverage. What is
 * demanded is more than that nothing breaks: what can be read can be written, and reads back as what it was; what has
 * no errors compiles; a stack sends nothing that is malformed, whatever reaches it.
 *
 * <p>A target is a class of its own, since a JVM fuzzes one. Elsewhere than in the profile {@code deep} each takes its
 * seeds and its corpus once, as tests. What a run finds it leaves in the target's folder of {@code src/test/resources},
 * and so it is a test from then on.
 */
@NullMarked
package dev.sequent.fuzzing;

import org.jspecify.annotations.NullMarked;
