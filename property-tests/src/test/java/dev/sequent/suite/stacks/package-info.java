/** Runs of stacks, looked at from within. */
@NullMarked
package dev.sequent.suite.stacks;

import org.jspecify.annotations.NullMarked;
