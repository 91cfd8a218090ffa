/** Failures as packet scripts, which put one of the stacks through the same again. */
@NullMarked
package dev.sequent.suite.script;

import org.jspecify.annotations.NullMarked;
