/**
 * The second engine: Java PathFinder, which executes the class files of the core themselves. It is not ours and not
 * part of this program; {@link dev.sequent.check.jpf.JpfHome} finds the one that the user has installed.
 */
@NullMarked
package dev.sequent.check.jpf;

import org.jspecify.annotations.NullMarked;
