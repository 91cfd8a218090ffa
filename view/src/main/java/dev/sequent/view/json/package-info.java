/** Writes and reads JSON (RFC 8259): only as much as verdicts, traces and the command's answers need. */
@NullMarked
package dev.sequent.view.json;

import org.jspecify.annotations.NullMarked;
