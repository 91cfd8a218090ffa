/**
 * TCP between the generated core and IP: parses and builds segments, finds the connection of each by its four-tuple,
 * keeps timers and moves bytes.
 *
 * <p>Nothing here decides what RFC 9293 decides: every segment, call, timeout and report from the network goes to a
 * machine of the specification, and what the machine wants done comes back through its
 * {@linkplain dev.sequent.runtime.Effects effects}.
 */
@NullMarked
package dev.sequent.stack.tcp;

import org.jspecify.annotations.NullMarked;
