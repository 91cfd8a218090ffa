/**
 * From the typed model to class files: lowers, prints, compiles, names the result by a digest, caches it, and says in
 * the specification's words where it is too large for Java. May use the other packages of the module.
 */
@NullMarked
package dev.sequent.codegen.build;

import org.jspecify.annotations.NullMarked;
