/** What is decided about a core before it is printed. */
@NullMarked
package dev.sequent.codegen.lower;

import org.jspecify.annotations.NullMarked;
