/** The {@code sequent} command: reads its arguments, calls the modules, and prints what they return. */
@NullMarked
package dev.sequent.cli;

import org.jspecify.annotations.NullMarked;
