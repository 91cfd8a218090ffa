/**
 * Prints the lowered form as the Java sources of a pure core that allocates nothing. What a machine means is decided
 * before; only how Java says it is decided here: names, parentheses, the layout of classes. May use
 * {@code codegen.form}, JavaPoet (which no other package of the generator does), and of the specification only the
 * places that line numbers lead back to, no model.
 */
@NullMarked
package dev.sequent.codegen.java;

import org.jspecify.annotations.NullMarked;
