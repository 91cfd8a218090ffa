/**
 * Links the stack with a core that was just generated from an edited specification: nothing is rebuilt. This package
 * itself is linked with no core, and is the same inside and outside of a {@link dev.sequent.stack.launch.StackLoader}.
 */
@NullMarked
package dev.sequent.stack.launch;

import org.jspecify.annotations.NullMarked;
