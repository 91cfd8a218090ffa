/** What each construct of the language does when it is executed. */
@NullMarked
package dev.sequent.language.interpret;

import org.jspecify.annotations.NullMarked;
