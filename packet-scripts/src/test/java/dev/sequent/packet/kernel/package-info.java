@NullMarked
package dev.sequent.packet.kernel;

import org.jspecify.annotations.NullMarked;
