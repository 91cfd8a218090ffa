/**
 * Runs in Java PathFinder's own process, beside the program that is executed, and writes down what the search finds.
 */
@NullMarked
package dev.sequent.harness.recorder;

import org.jspecify.annotations.NullMarked;
