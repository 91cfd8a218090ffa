/**
 * Where bytes wait: off-heap rings addressed by stream position. What to keep, send or give away is decided elsewhere; here it is only
 * moved.
 */
@NullMarked
package dev.sequent.stack.buffer;

import org.jspecify.annotations.NullMarked;
