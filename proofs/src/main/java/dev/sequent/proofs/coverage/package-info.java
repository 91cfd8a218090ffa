/** Which paragraph and which requirement of RFC 9293 is met by which rule of the specification. */
@NullMarked
package dev.sequent.proofs.coverage;

import org.jspecify.annotations.NullMarked;
