/**
 * The Linux kernel as a host under test, in real time: each script has it in a network namespace of its own, where the
 * kernel's side of a TAP has the host's address and we are everybody else.
 */
@NullMarked
package dev.sequent.packet.kernel;

import org.jspecify.annotations.NullMarked;
