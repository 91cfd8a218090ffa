package dev.sequent.codegen.form;

import dev.sequent.language.model.Span;
import java.util.List;
import java.util.Optional;

/**
 * What the checker asks.
 *
 * @param invariants by machine, then by ordinal
 * @param ofStates conditions on machines, channel and ghosts at one moment
 * @param ofFlights conditions on one or two messages in flight, and on the machines
 * @param ofSteps conditions on a step of one machine
 * @param scenarios by ordinal
 */
public record Conditions(
        List<List<Condition>> invariants,
        List<OfStates> ofStates,
        List<OfFlights> ofFlights,
        List<OfStep> ofSteps,
        List<Scenario> scenarios) {

    /**
     * Something that holds or does not; for an invariant or a guard, the machine is {@link Subject.Peer} 0.
     *
     * @param name as the specification spells it
     */
    public record Condition(String name, Doc doc, Value value, Span span) {}

    /** @param property its ordinal @param kind property or witness @param consequence of {@code E ~> F} the F */
    public record OfStates(
            int property, String kind, List<Peer> peers, Condition condition, Optional<Condition> consequence) {}

    /**
     * The first message is {@link Carrier.Received}, the second {@link Carrier.Sent}.
     *
     * @param property its ordinal
     */
    public record OfFlights(
            int property, List<Peer> peers, MessageForm first, Optional<MessageForm> later, Condition condition) {}

    /** @param peer the machine that takes the step: {@link Subject.Peer} 0, and {@link Subject.Before} */
    public record OfStep(int property, String kind, Peer peer, Condition condition) {}

    public record Peer(int index, String name, int machine) {}

    public record Scenario(String name, Doc doc, List<Guard> guards) {}

    /** When a user takes a step of its script. */
    public record Guard(Peer peer, int step, Condition condition) {}
}
