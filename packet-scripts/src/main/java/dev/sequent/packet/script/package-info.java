/**
 * A packet script as a value: options, and events with a time and an action, as packetdrill's language has them. What
 * reads scripts, runs them, or writes them (from a capture, for instance) meets here.
 */
@NullMarked
package dev.sequent.packet.script;

import org.jspecify.annotations.NullMarked;
