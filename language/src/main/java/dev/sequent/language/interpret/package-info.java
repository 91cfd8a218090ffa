/**
 * The reference interpreter: executes the typed model directly.
 *
 * <p>It exists to catch mistakes in the generator. The two are driven with the same events and must do the same, so
 * this package is written as plainly as possible and shares no code with the generator or with what generated code
 * calls (range sets, arithmetic, encoding): a shared mistake would go unnoticed. It is slow, and meant to be.
 */
@NullMarked
package dev.sequent.language.interpret;

import org.jspecify.annotations.NullMarked;
