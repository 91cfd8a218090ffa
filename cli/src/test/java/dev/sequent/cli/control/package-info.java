/** Tests of how a running stack is asked. */
@NullMarked
package dev.sequent.cli.control;

import org.jspecify.annotations.NullMarked;
