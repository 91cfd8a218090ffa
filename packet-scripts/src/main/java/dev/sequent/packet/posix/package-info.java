/**
 * What a script asks of a host under test, in the system calls of {@code dev.sequent.stack.posix}. Reloaded, with the
 * stack, for each core.
 */
@NullMarked
package dev.sequent.packet.posix;

import org.jspecify.annotations.NullMarked;
