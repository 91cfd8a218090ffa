/** What the compiler has to say about a specification, as values: code, severity, span, message and hint. */
@NullMarked
package dev.sequent.language.diagnostic;

import org.jspecify.annotations.NullMarked;
