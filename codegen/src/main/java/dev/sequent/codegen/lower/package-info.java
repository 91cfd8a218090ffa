/**
 * From the typed model to the lowered form: {@link dev.sequent.codegen.lower.Lowering}. Everything that a core does is
 * decided here, and nowhere later. May use the typed model and {@code codegen.form}.
 */
@NullMarked
package dev.sequent.codegen.lower;

import org.jspecify.annotations.NullMarked;
