/** Obligations of a specification: what must be shown of it, what came of that, and what a refutation looks like. */
@NullMarked
package dev.sequent.proofs.smt.prove;

import org.jspecify.annotations.NullMarked;
