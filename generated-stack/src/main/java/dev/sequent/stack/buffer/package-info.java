/**
 * Where bytes wait: rings addressed by stream position, and the blocks of memory that they are made of. What to keep,
 * send or give away is decided elsewhere; here it is only moved.
 */
@NullMarked
package dev.sequent.stack.buffer;

import org.jspecify.annotations.NullMarked;
