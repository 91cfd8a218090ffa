/**
 * Mutants: specifications with one thing removed, each with the property that must fail without it and the story that
 * the counterexample must tell. Reads them, applies them, checks them, and says which survive.
 */
@NullMarked
package dev.sequent.check.mutants;

import org.jspecify.annotations.NullMarked;
