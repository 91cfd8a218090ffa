package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.util.List;
import java.util.Map;

/**
 * Two machines that send to one another, and what is on its way between them. One of them takes the step that is
 * executed, the other one rests. What one calls its own space is the remote's to the other: both count it from a
 * variable of the one that acts.
 */
public final class Company {
    private final Execution actor;
    private final Execution other;
    private final Terms terms;

    /** @param actor who takes the step @param other who rests meanwhile */
    public Company(
            Protocol protocol,
            MachineType actor,
            MachineType other,
            Terms terms,
            Sink sink,
            Execution.LoopMode loopMode) {
        this.terms = terms;
        this.actor = new Execution(protocol, actor, terms, sink, loopMode);
        this.other = new Execution(protocol, other, terms, sink, loopMode, java.util.Optional.of(this.actor));
    }

    public Execution actor() {
        return actor;
    }

    public Execution other() {
        return other;
    }

    /** The one that rests, of which nothing else is known. */
    public Snapshot anyOther() {
        return other.world.anyMachine();
    }

    /** A message that is on its way. @param toActor whether the one that acts will receive it */
    public Map<Integer, Value> anyMessage(MessageType message, boolean toActor) {
        return (toActor ? actor : other).world.anyMessage(message);
    }

    /** Whether they have the same contents. */
    public Term same(MessageType message, Map<Integer, Value> one, Map<Integer, Value> another) {
        return message.fields().stream()
                .map(f -> actor.values.equal(of(one, f), of(another, f)))
                .reduce(terms.truth(true), terms::and);
    }

    private Value of(Map<Integer, Value> fields, MessageType.Field field) {
        return fields.getOrDefault(field.index(), actor.world.zero(field.type()));
    }

    /**
     * Whether a claim holds, and can be evaluated.
     *
     * @param peers one for each peer of the claim
     */
    public Term holds(Expr claim, List<Execution.Seat> peers) {
        return actor.holds(claim, peers, Map.of(), Map.of(), 0);
    }

    /** The same of a claim about messages in flight. @param later the second one; the first, if it is about one */
    public Term holds(
            Protocol.Property claim, List<Execution.Seat> peers, Map<Integer, Value> first, Map<Integer, Value> later) {
        var flights = claim.flights().orElseThrow();
        return actor.holds(
                claim.condition(),
                peers,
                first,
                later,
                flights.later().orElse(flights.first()).kind());
    }
}
