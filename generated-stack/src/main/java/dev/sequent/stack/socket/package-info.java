/**
 * Blocking TCP sockets for Java programs, for platform and virtual threads alike, over a
 * {@link dev.sequent.stack.Stack}.
 */
@NullMarked
package dev.sequent.stack.socket;

import org.jspecify.annotations.NullMarked;
