/** Binds the generated core to a network: it moves bytes and keeps timers, and decides nothing that TCP decides. */
@NullMarked
package dev.sequent.stack;

import org.jspecify.annotations.NullMarked;
