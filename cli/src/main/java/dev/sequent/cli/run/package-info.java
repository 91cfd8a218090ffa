/**
 * Running stacks, seen from outside: requests and results, in types that know no core. Behind them, {@code live} is
 * linked with the core of the current specification.
 */
@NullMarked
package dev.sequent.cli.run;

import org.jspecify.annotations.NullMarked;
