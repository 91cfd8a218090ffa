/**
 * What a rule does, as terms: the typed model executed with symbols for the machine before the step, for what arrives
 * and for what the runtime answers.
 */
@NullMarked
package dev.sequent.proofs.smt.encode;

import org.jspecify.annotations.NullMarked;
