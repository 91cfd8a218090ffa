/**
 * From a specification to its core's class files: compiles what {@link dev.sequent.codegen.java} has written, names it by a
 * digest, keeps it in a cache, and says in the specification's words where it is too large for Java. May use
 * {@code codegen.java} and {@code codegen.lower}.
 */
@NullMarked
package dev.sequent.codegen.build;

import org.jspecify.annotations.NullMarked;
