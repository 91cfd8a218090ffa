/**
 * The specification's values in its own spelling, and messages as RFCs write them, {@code <SEQ=100><CTL=SYN>}; and the
 * way back.
 */
@NullMarked
package dev.sequent.check.text;

import org.jspecify.annotations.NullMarked;
