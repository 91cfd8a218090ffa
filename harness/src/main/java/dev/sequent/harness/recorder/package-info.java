/** Runs in Java PathFinder's own process, outside the program that is executed, and records what the search finds. */
@NullMarked
package dev.sequent.harness.recorder;

import org.jspecify.annotations.NullMarked;
