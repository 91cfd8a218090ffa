package dev.sequent.stack;

import dev.sequent.runtime.Trace;
import dev.sequent.stack.tcp.IsnSource;
import java.util.Optional;

/**
 * What an experiment in virtual time chooses or listens to, and a stack in use does not.
 *
 * @param sequenceNumbers the initial ones; empty: as RFC 6528, 3, has them
 * @param trace told of every rule that a machine of the stack passes
 */
public record Laboratory(Optional<IsnSource> sequenceNumbers, Trace trace) {

    /** No experiment. */
    public static Laboratory none() {
        return new Laboratory(Optional.empty(), Trace.NONE);
    }
}
