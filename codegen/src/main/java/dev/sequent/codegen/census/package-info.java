/**
 * Which rules of a specification, and which branches of them in which states, are exercised: what there is, what was
 * passed, and the list of what nobody passes, with the reasons. Knows neither tests nor scripts.
 */
@NullMarked
package dev.sequent.codegen.census;

import org.jspecify.annotations.NullMarked;
