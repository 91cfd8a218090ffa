package dev.sequent.check;

import dev.sequent.check.system.Counts;
import dev.sequent.check.system.Plan;
import dev.sequent.check.text.ValueText;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Says in words what a search assumed, so that nobody reads more into a verdict than it says. */
final class Bounds {
    private Bounds() {}

    static List<String> of(Plan plan, Counts counts) {
        Scenario scenario = plan.scenario();
        var bounds = new ArrayList<String>();
        bounds.add(network(scenario, counts.overflows()));
        bounds.add(scenario.timing()
                .map(t -> "timed: ticks of " + duration(t.tick()) + ", a message lives at most "
                        + duration(t.lifetime()) + plan.clock().lookingBack(scenario))
                .orElse("untimed: the clock stays at 0, and a running timer may run out at any moment"));
        mishaps(plan, bounds);
        for (Scenario.Bound bound : scenario.bounds()) {
            bounds.add(bound.timer().name() + " runs out at most " + times(bound.most()) + " for each peer");
        }
        if (!scenario.bounds().isEmpty()) {
            bounds.add("states in which a bound holds a timer back: " + counts.held());
        }
        functions(plan.protocol(), scenario, bounds);
        var settings = plan.settings();
        if (!settings.isEmpty()) {
            bounds.add(settings.entrySet().stream()
                    .map(s -> s.getKey().name() + " = "
                            + ValueText.text(s.getKey().type(), s.getValue()))
                    .collect(Collectors.joining(", ")));
        }
        bounds.add(plan.kept());
        return List.copyOf(bounds);
    }

    /** A sentence without what a search has counted. */
    static String uncounted(String bound) {
        return bound.replaceFirst(" \\((it was never full|\\d+ transitions)\\)$", "")
                .replaceFirst("^(states in which a bound holds a timer back): \\d+$", "$1");
    }

    private static String duration(long nanoseconds) {
        return ValueText.text(Type.DURATION, nanoseconds);
    }

    private static void mishaps(Plan plan, List<String> bounds) {
        Scenario scenario = plan.scenario();
        for (Scenario.Held held : scenario.network().held()) {
            bounds.add(
                    "an old duplicate is in flight to " + name(scenario, held.to()) + ": " + plan.text(held.message()));
        }
        for (Scenario.Attack attack : scenario.attacks()) {
            bounds.add("an attacker may send " + name(scenario, attack.to()) + " at any time "
                    + attack.messages().stream().map(plan::text).collect(Collectors.joining(" or ")));
        }
        for (Scenario.Crash crash : scenario.crashes()) {
            bounds.add(name(scenario, crash.peer()) + " crashes at most " + times(crash.most()));
        }
    }

    private static String name(Scenario scenario, int peer) {
        return scenario.peers().get(peer).name();
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String network(Scenario scenario, long overflows) {
        var network = scenario.network();
        var may = new ArrayList<String>();
        if (network.lose()) {
            may.add(
                    network.losses() == Scenario.Network.ANY
                            ? "loses"
                            : "loses at most " + network.losses() + " in each direction");
        }
        if (network.duplicate()) {
            may.add("duplicates");
        }
        if (network.reorder()) {
            may.add("reorders");
        }
        return "at most " + network.capacity() + (network.capacity() == 1 ? " message" : " messages")
                + " in flight in each direction"
                + (may.isEmpty() ? ", reliable and in order" : "; the network " + String.join(", ", may))
                + "; anything sent into a full channel is lost"
                + (overflows == 0 ? " (it was never full)" : " (" + overflows + " transitions)");
    }

    private static void functions(Protocol protocol, Scenario scenario, List<String> bounds) {
        var chosen = new LinkedHashSet<String>();
        for (Scenario.Choice choice : scenario.choices()) {
            chosen.add(choice.function().name());
            bounds.add(choice.function().name()
                    + (choice.inTurn() ? "() in turn " : "() in ")
                    + choice.values().stream()
                            .map(v -> ValueText.text(choice.function().type(), v))
                            .collect(Collectors.joining(", ", "{ ", " }")));
        }
        for (Protocol.Extern extern : protocol.externs()) {
            if (!chosen.contains(extern.name())) {
                bounds.add(extern.name() + "() always " + ValueText.text(extern.type(), 0));
            }
        }
    }
}
