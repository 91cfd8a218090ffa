@NullMarked
package dev.sequent.packet.capture;

import org.jspecify.annotations.NullMarked;
