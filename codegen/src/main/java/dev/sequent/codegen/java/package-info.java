/** Writes a typed model as the Java sources of a pure, allocation-free core. */
@NullMarked
package dev.sequent.codegen.java;

import org.jspecify.annotations.NullMarked;
