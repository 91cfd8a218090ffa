@NullMarked
package dev.sequent.suite.run;

import org.jspecify.annotations.NullMarked;
