@NullMarked
package dev.sequent.suite;

import org.jspecify.annotations.NullMarked;
