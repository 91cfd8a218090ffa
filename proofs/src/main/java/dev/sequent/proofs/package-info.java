/** Evidence: what stands for the specification beyond its exploration. Proofs will be here, too. */
@NullMarked
package dev.sequent.proofs;

import org.jspecify.annotations.NullMarked;
