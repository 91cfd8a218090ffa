/**
 * Translation validation: the reference interpreter and the generated core are driven with the same events and must do
 * the same, effect for effect and bit for bit.
 */
@NullMarked
package dev.sequent.codegen.validation;

import org.jspecify.annotations.NullMarked;
