/** How {@code sequent ss} asks a stack that runs in another process: over a Unix domain socket of the same user. */
@NullMarked
package dev.sequent.cli.control;

import org.jspecify.annotations.NullMarked;
