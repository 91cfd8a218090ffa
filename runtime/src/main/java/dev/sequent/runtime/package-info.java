/** The few classes that generated code may call: sequence arithmetic, ranges and the effects it reports through. */
@NullMarked
package dev.sequent.runtime;

import org.jspecify.annotations.NullMarked;
