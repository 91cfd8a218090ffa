/**
 * Clocks and timers: the only source of time in the stack, real or virtual, and the timer wheel that every layer
 * shares.
 *
 * <p>All times are nanoseconds since the origin of the {@link dev.sequent.stack.time.Clock} that gave them: never
 * negative, never the time of day.
 */
@NullMarked
package dev.sequent.stack.time;

import org.jspecify.annotations.NullMarked;
