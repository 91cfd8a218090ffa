package dev.sequent.check.reference;

import java.util.Optional;

/**
 * Something that can happen, and what comes of it.
 *
 * @param to the world afterwards; empty when the step ends with a fault, or is not seen
 * @param fault what the fault says; empty when there is none
 * @param step what a machine did, if one did anything
 */
record Move(Act act, Optional<World> to, Optional<String> fault, Optional<LocalStep> step) {
    static Move of(Act act, World to) {
        return new Move(act, Optional.of(to), Optional.empty(), Optional.empty());
    }

    /** It could happen, but lies behind a bound. */
    static Move unseen(Act act) {
        return new Move(act, Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean behindBound() {
        return to.isEmpty() && fault.isEmpty();
    }
}
