package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;

/**
 * What arrives together is handed over together, and then comes the event that is declared {@code after batch}: in
 * between the machine is not at rest, and an invariant need not hold that says of it what that event will see to.
 */
final class Batches {
    private Batches() {}

    static boolean has(MachineType machine) {
        return machine.events().stream().anyMatch(Trigger.Call::batch);
    }

    /** Whether a machine need not be at rest when this comes. */
    static boolean inside(Trigger trigger) {
        return trigger instanceof Trigger.Arrival || trigger instanceof Trigger.Call c && c.batch();
    }
}
