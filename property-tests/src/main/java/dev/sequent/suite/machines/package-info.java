/**
 * What must be true of one machine, told of anything: it is executed by the interpreter and as generated, and compared.
 */
@NullMarked
package dev.sequent.suite.machines;

import org.jspecify.annotations.NullMarked;
