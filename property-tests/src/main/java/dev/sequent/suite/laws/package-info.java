/**
 * Laws of what everything else is built on: the arithmetic of sequence numbers and sets of them, against a naive idea
 * of each.
 */
@NullMarked
package dev.sequent.suite.laws;

import org.jspecify.annotations.NullMarked;
