package dev.sequent.spec.check;

import dev.sequent.spec.model.Machine;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Scenario;
import java.util.List;

/** What can be said of a machine as a whole. */
final class FlowChecks {
    FlowChecks(Machine machine, MachineBodies bodies, Session session, List<Protocol.Property> properties, List<Scenario> scenarios) {}

    void check() {}
}
