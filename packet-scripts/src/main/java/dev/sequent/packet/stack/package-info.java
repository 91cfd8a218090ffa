/**
 * The generated stack as a host under test: a stack in virtual time, the system calls of {@code posix}, and a station
 * without a stack opposite. Reloaded, with the stack, for each core; what others hold of it they hold by the interfaces
 * of {@code run}.
 */
@NullMarked
package dev.sequent.packet.stack;

import org.jspecify.annotations.NullMarked;
