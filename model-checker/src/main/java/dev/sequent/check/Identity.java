package dev.sequent.check;

import dev.sequent.check.figure.Values;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Says line by line what is searched and how, so that a checkpoint is never taken for one of something else. */
final class Identity {
    private Identity() {}

    static List<String> of(ScenarioSystem system, String digest, boolean fingerprint) {
        Plan plan = system.plan();
        Scenario scenario = plan.scenario();
        var lines = new ArrayList<String>();
        lines.add("protocol " + plan.protocol().name());
        lines.add("core " + digest);
        lines.add("scenario " + scenario.name());
        for (Scenario.Peer peer : scenario.peers()) {
            lines.add("peer " + peer.name() + " " + peer.machine().name());
        }
        lines.addAll(plan.scripts());
        var network = scenario.network();
        lines.add("capacity " + network.capacity() + (network.lose() ? " lose" : "")
                + (network.duplicate() ? " duplicate" : "") + (network.reorder() ? " reorder" : ""));
        plan.settings().forEach((param, value) -> lines.add(param.name() + " = " + Values.text(param.type(), value)));
        scenario.choices().forEach(choice -> lines.add(choice.function().name() + " in " + choice.values()));
        scenario.bounds().forEach(bound -> lines.add(bound.timer().name() + " at most " + bound.most()));
        system.watched().forEach(watch -> lines.add(watch.kind() + " " + watch.name()));
        system.claims().forEach(claim -> lines.add(claim.watch().kind() + " " + claim.watch().name()));
        lines.add(plan.payload().bounds());
        lines.add(fingerprint ? "fingerprints" : "exact states");
        return List.copyOf(lines);
    }
}
