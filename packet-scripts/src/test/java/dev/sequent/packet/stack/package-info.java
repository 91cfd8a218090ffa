@NullMarked
package dev.sequent.packet.stack;

import org.jspecify.annotations.NullMarked;
