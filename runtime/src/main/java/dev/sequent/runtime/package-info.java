/**
 * The few classes that generated code may call: sequence arithmetic, ranges, and the effects that it reports through.
 */
@NullMarked
package dev.sequent.runtime;

import org.jspecify.annotations.NullMarked;
