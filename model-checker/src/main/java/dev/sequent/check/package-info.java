/**
 * Explores the generated core under an adversarial network and reports a verdict, with the shortest trace where one is
 * violated. {@link dev.sequent.check.CheckRun} is the entry point; {@link dev.sequent.check.VerdictTable} prints
 * reports, {@link dev.sequent.check.Summary} their summary.
 */
@NullMarked
package dev.sequent.check;

import org.jspecify.annotations.NullMarked;
