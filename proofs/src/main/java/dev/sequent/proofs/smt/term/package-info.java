/** Terms over integers and truth values, as obligations are made of: built simple, with bounds, and evaluated. */
@NullMarked
package dev.sequent.proofs.smt.term;

import org.jspecify.annotations.NullMarked;
