package dev.sequent.check;

import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.text.ValueText;
import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Describes line by line what is searched and how, so that a checkpoint is never taken for one of something else. */
final class Identity {
    private Identity() {}

    static List<String> of(ScenarioSystem system, String digest, String digestOfProperties, boolean fingerprint) {
        Plan plan = system.plan();
        Scenario scenario = plan.scenario();
        var lines = new ArrayList<String>();
        lines.add("protocol " + plan.protocol().name());
        lines.add("core " + digest);
        lines.add("properties " + digestOfProperties);
        lines.add("scenario " + scenario.name());
        for (Scenario.Peer peer : scenario.peers()) {
            lines.add("peer " + peer.name() + " " + peer.machine().name()
                    + peer.ends().stream().map(e -> " may end in " + e.name()).collect(Collectors.joining()));
        }
        lines.addAll(plan.scripts());
        var network = scenario.network();
        lines.add("capacity " + network.capacity() + (network.lose() ? " lose " + network.losses() : "")
                + (network.duplicate() ? " duplicate" : "") + (network.reorder() ? " reorder" : ""));
        plan.settings()
                .forEach((param, value) -> lines.add(param.name() + " = " + ValueText.text(param.type(), value)));
        scenario.choices()
                .forEach(choice -> lines.add(
                        choice.function().name() + (choice.inTurn() ? " in turn " : " in ") + choice.values()));
        scenario.timing()
                .ifPresent(t -> lines.add("ticks of " + t.tick() + " ns, messages live up to " + t.lifetime()
                        + " ns, times are known " + plan.clock().memory() + " ticks back"));
        scenario.crashes().forEach(c -> lines.add("crash of peer " + c.peer() + " at most " + c.most()));
        network.held().forEach(h -> lines.add("held to peer " + h.to() + " " + sample(h.message())));
        scenario.attacks()
                .forEach(a -> a.messages().forEach(m -> lines.add("attack on peer " + a.to() + " " + sample(m))));
        scenario.bounds().forEach(bound -> lines.add(bound.timer().name() + " at most " + bound.most()));
        system.watched().forEach(watch -> lines.add(watch.kind() + " " + watch.name() + " " + watch.of()));
        system.claims()
                .forEach(claim ->
                        lines.add(claim.watch().kind() + " " + claim.watch().name()));
        lines.add(plan.kept());
        lines.add(fingerprint ? "fingerprints" : "exact states");
        return List.copyOf(lines);
    }

    private static String sample(Scenario.Sample sample) {
        return sample.message().name()
                + sample.fields().stream()
                        .map(f -> " " + f.field().name() + "=" + f.value())
                        .collect(Collectors.joining());
    }
}
