/** Explores the generated core under an adversarial network and reports a verdict, with the shortest trace where one is violated. */
@NullMarked
package dev.sequent.check;

import org.jspecify.annotations.NullMarked;
