package dev.sequent.check.system;

import dev.sequent.runtime.Machine;

/** Something that is or is not the case in a state, for liveness to speak of. Must not change the machines. */
@FunctionalInterface
public interface Condition {
    /** @param machines one for each peer of the scenario, in its order */
    boolean holds(Machine[] machines, boolean channelEmpty);
}
