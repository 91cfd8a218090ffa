@NullMarked
package dev.sequent.packet.batch;

import org.jspecify.annotations.NullMarked;
