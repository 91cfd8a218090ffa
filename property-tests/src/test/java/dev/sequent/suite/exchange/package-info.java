@NullMarked
package dev.sequent.suite.exchange;

import org.jspecify.annotations.NullMarked;
