/**
 * Traces as capture files that Wireshark opens. The octets of each message are those of the wire codec that was
 * generated with the core; what carries them, addresses and times, is made up.
 */
@NullMarked
package dev.sequent.check.capture;

import org.jspecify.annotations.NullMarked;
