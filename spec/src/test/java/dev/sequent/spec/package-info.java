/** Tests of the compiler as its users see it. */
@NullMarked
package dev.sequent.spec;

import org.jspecify.annotations.NullMarked;
