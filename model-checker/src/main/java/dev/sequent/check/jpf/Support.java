package dev.sequent.check.jpf;

import dev.sequent.check.system.PeerPlan;
import dev.sequent.check.system.Plan;
import dev.sequent.spec.model.Machine;
import dev.sequent.spec.model.Scenario;
import dev.sequent.spec.model.Type;

/** What the harness can be made to do. The rest is refused: left out in silence it would make a verdict wrong. */
final class Support {
    private Support() {}

    /** @throws IllegalArgumentException when the scenario needs something else; says what and where */
    static void demand(Plan plan) {
        Scenario scenario = plan.scenario();
        for (PeerPlan peer : plan.peers()) {
            for (Machine.Table table : peer.type().tables()) {
                // Whether time makes a difference is asked of the variables, and a table's columns cannot be asked.
                if (plan.clock().ticks() && table.columns().stream().anyMatch(c -> isTime(c.type()))) {
                    throw new IllegalArgumentException(scenario.span() + ": scenario " + scenario.name() + " has clocks, and "
                            + peer.type().name() + " the times of a table, " + table.name()
                            + ", which --engine jpf does not know: check it with the embedded engine");
                }
            }
            if (peer.type().signals().size() > Long.SIZE) {
                throw new IllegalArgumentException(scenario.span() + ": " + peer.type().name() + " has "
                        + peer.type().signals().size() + " signals; --engine jpf tells 64 apart");
            }
        }
    }

    /** A point in time, or perhaps one. */
    static boolean isTime(Type type) {
        return type instanceof Type.Time || type instanceof Type.Optional optional && optional.of() instanceof Type.Time;
    }
}
