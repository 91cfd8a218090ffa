package dev.sequent.check.jpf;

import dev.sequent.check.system.PeerPlan;
import dev.sequent.check.system.Plan;
import dev.sequent.spec.model.Scenario;

/** What the harness can be made to do. The rest is refused: left out in silence it would make a verdict wrong. */
final class Support {
    private Support() {}

    /** @throws IllegalArgumentException when the scenario needs something else; says what and where */
    static void demand(Plan plan) {
        Scenario scenario = plan.scenario();
        for (PeerPlan peer : plan.peers()) {
            if (peer.type().signals().size() > Long.SIZE) {
                throw new IllegalArgumentException(scenario.span() + ": " + peer.type().name() + " has "
                        + peer.type().signals().size() + " signals; --engine jpf tells 64 apart");
            }
        }
    }
}
