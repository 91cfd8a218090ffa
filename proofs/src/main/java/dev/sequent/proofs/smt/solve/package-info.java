/** Asks the solver: whether terms can be true together, and what their symbols are then. */
@NullMarked
package dev.sequent.proofs.smt.solve;

import org.jspecify.annotations.NullMarked;
