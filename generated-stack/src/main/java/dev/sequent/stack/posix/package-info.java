/**
 * Sockets as a C program sees them: system calls with descriptors, errno and readiness, over a stack whose clock the
 * caller moves. What each call does in which state is Linux's; {@link dev.sequent.stack.posix.SystemCalls} says where
 * it is not.
 */
@NullMarked
package dev.sequent.stack.posix;

import org.jspecify.annotations.NullMarked;
