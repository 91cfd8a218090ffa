/** Writes and reads JSON (RFC 8259): the little that verdicts and traces need. */
@NullMarked
package dev.sequent.check.json;

import org.jspecify.annotations.NullMarked;
