/** Looks at the machine: what of that which the command needs is there, and what to do where it is not. */
@NullMarked
package dev.sequent.cli.doctor;

import org.jspecify.annotations.NullMarked;
