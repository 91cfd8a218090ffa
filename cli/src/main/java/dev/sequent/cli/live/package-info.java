/**
 * The parts of the command that touch the stack; reloaded with it for each core, see
 * {@link dev.sequent.cli.run.CoreLinker}. Nothing else names a class of this package.
 */
@NullMarked
package dev.sequent.cli.live;

import org.jspecify.annotations.NullMarked;
