@NullMarked
package dev.sequent.packet.syntax;

import org.jspecify.annotations.NullMarked;
