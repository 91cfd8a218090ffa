/** Tests of the compiler as its users see it. */
@NullMarked
package dev.sequent.language;

import org.jspecify.annotations.NullMarked;
