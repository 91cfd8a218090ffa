/** Reading source files: imports, the generated parser, syntax errors in the language's own words. */
@NullMarked
package dev.sequent.language.syntax;

import org.jspecify.annotations.NullMarked;
