/** Evidence: what supports the specification besides its exploration. Proofs will be here, too. */
@NullMarked
package dev.sequent.proofs;

import org.jspecify.annotations.NullMarked;
