/** A path through a scenario, step by step, as values; and how it is printed: as the RFC's figures, and as JSON. */
@NullMarked
package dev.sequent.check.trace;

import org.jspecify.annotations.NullMarked;
