/**
 * How much the tests of a specification see: faults that nobody has chosen, and which of the judges (property suite,
 * packet scripts, simulation, quick check, prover) find each. Every judge is bounded by counts, so that equal seeds
 * make equal tables on every machine; the clock on the wall is only there for a run that would not end.
 */
@NullMarked
package dev.sequent.cli.sensitivity;

import org.jspecify.annotations.NullMarked;
