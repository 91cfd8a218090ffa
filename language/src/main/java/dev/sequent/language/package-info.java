/** The language of specifications: from text to a typed model, with every mistake reported as a value. */
@NullMarked
package dev.sequent.language;

import org.jspecify.annotations.NullMarked;
