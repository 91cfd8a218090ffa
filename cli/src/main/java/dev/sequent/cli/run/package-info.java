/**
 * Running stacks, seen from outside: what is asked for and what can be had, in types that know no core. Behind them,
 * {@code live} is linked with the core of the specification at hand.
 */
@NullMarked
package dev.sequent.cli.run;

import org.jspecify.annotations.NullMarked;
