@NullMarked
package dev.sequent.language.spaces;

import org.jspecify.annotations.NullMarked;
