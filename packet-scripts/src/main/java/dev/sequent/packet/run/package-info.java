/**
 * Runs scripts: moves time from event to event, sends what the script sends, makes its system calls, and compares what
 * comes of it. Whoever is under test stands behind {@link dev.sequent.packet.run.Subject}; nothing here knows a stack.
 */
@NullMarked
package dev.sequent.packet.run;

import org.jspecify.annotations.NullMarked;
