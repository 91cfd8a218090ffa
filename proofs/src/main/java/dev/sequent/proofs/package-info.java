/** Proves what exploration cannot exhaust, and measures the properties by the mutants they kill. */
@NullMarked
package dev.sequent.proofs;

import org.jspecify.annotations.NullMarked;
