package dev.sequent.check.reference;

import dev.sequent.check.reference.Graph.Edge;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Scenario.Fair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What runs of a scenario are fair to. What is owed is named: a delivery by the message and whom it goes to, a timeout
 * by peer and timer, a step by its user.
 */
final class Fairness {
    private final Scene scene;

    sealed interface Owed {
        record Delivery(int to, Packet packet) implements Owed {}

        record Timeout(int peer, int timer) implements Owed {}

        record User(int peer) implements Owed {}

        record Time() implements Owed {}
    }

    Fairness(Scene scene) {
        this.scene = scene;
    }

    /** What a move does of what may be owed; empty for what never is. */
    static Optional<Owed> owed(Act act) {
        return switch (act) {
            case Act.Use use -> use.repeats() ? Optional.empty() : Optional.of(new Owed.User(use.peer()));
            case Act.Expire expire -> Optional.of(new Owed.Timeout(expire.peer(), expire.timer()));
            // A copy that the network makes is no delivery: what it is made of is still on its way.
            case Act.Deliver deliver ->
                deliver.copyStays() ? Optional.empty() : Optional.of(new Owed.Delivery(deliver.to(), deliver.packet()));
            case Act.Tick ignored -> Optional.of(new Owed.Time());
            case Act.Ask ignored -> Optional.empty();
            case Act.Lose ignored -> Optional.empty();
            case Act.Crash ignored -> Optional.empty();
            case Act.Forge ignored -> Optional.empty();
        };
    }

    /** What is possible in a world of what may be owed. */
    static Set<Owed> possible(List<Edge> edges) {
        var result = new HashSet<Owed>();
        edges.forEach(e -> owed(e.move().act()).ifPresent(result::add));
        return result;
    }

    /** What is sent again and again arrives, also if it is lost each time: so to send makes a delivery owed. */
    List<Owed> sent(Edge edge) {
        var result = new ArrayList<Owed>();
        edge.move()
                .step()
                .ifPresent(step -> step.sent()
                        .forEach(packet -> result.add(
                                new Owed.Delivery(scene.hearerOf(step.peer()), packet.arriving(scene.protocol())))));
        return result;
    }

    Fair.Strength strength(Owed owed) {
        return switch (owed) {
            case Owed.Delivery d -> strength(Fair.Kind.DELIVERY, Fair.Strength.STRONG);
            case Owed.Timeout t -> strength(Fair.Kind.TIMERS, Fair.Strength.WEAK);
            case Owed.User u -> strength(Fair.Kind.USERS, Fair.Strength.WEAK);
            // Time always passes.
            case Owed.Time t -> Fair.Strength.STRONG;
        };
    }

    private Fair.Strength strength(Fair.Kind kind, Fair.Strength usual) {
        return scene.scenario().fairness().stream()
                .filter(f -> f.kind() == kind)
                .map(Scenario.Fair::strength)
                .findFirst()
                .orElse(usual);
    }
}
