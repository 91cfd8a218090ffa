/** What each construct of the language does when it is executed. */
@NullMarked
package dev.sequent.spec.interpret;

import org.jspecify.annotations.NullMarked;
