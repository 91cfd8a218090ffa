/** Many scripts at once: finds them, runs them on several threads, and tells what became of them. */
@NullMarked
package dev.sequent.packet.batch;

import org.jspecify.annotations.NullMarked;
