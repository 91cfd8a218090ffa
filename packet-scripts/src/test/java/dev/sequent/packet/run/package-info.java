@NullMarked
package dev.sequent.packet.run;

import org.jspecify.annotations.NullMarked;
