/**
 * The specification's values in its own spelling, and messages as RFCs write them, {@code <SEQ=100><CTL=SYN>}; and back
 * from there.
 */
@NullMarked
package dev.sequent.check.text;

import org.jspecify.annotations.NullMarked;
