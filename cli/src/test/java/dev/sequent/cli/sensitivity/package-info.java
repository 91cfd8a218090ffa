/** Tests of the judges themselves. */
@NullMarked
package dev.sequent.cli.sensitivity;

import org.jspecify.annotations.NullMarked;
