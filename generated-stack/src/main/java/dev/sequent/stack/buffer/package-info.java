/**
 * Where bytes wait: rings addressed by stream position, and the blocks of memory that they are made of. What to keep,
 * send or hand over is decided elsewhere; here bytes are only moved.
 */
@NullMarked
package dev.sequent.stack.buffer;

import org.jspecify.annotations.NullMarked;
