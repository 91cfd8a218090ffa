package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Claims about two machines that send to one another. They are tried where lemmas say what is on its way between such
 * machines: without, hardly anything can be proved.
 *
 * @param one the machine of the first peer of the first of them
 * @param other that of the second; possibly the same
 * @param lemmas each is taken for granted before a step, and shown after it
 * @param properties each is shown from the lemmas and itself
 */
public record PeerClaims(
        MachineType one, MachineType other, Channel channel, List<Property> lemmas, List<Property> properties) {

    /**
     * A claim, and which of the two machines stands for which of its peers.
     *
     * @param seats by peer of the claim: 0 for the first machine, 1 for the second
     */
    record Reading(Property claim, List<Integer> seats) {
        /** Which machine sends the messages in flight that it is about. */
        Optional<Integer> sender() {
            return claim.flights().map(f -> seats.get(f.from()));
        }
    }

    /** All that can be tried of a protocol. */
    public static List<PeerClaims> of(Protocol protocol) {
        var pairs = new LinkedHashMap<List<String>, List<Property>>();
        for (var property : protocol.properties()) {
            if (whyNot(protocol, property).isEmpty()) {
                var names = property.peers().stream()
                        .map(Property.Peer::machine)
                        .sorted()
                        .toList();
                pairs.computeIfAbsent(names, n -> new ArrayList<>()).add(property);
            }
        }
        return pairs.values().stream()
                .filter(all -> all.stream().anyMatch(Property::lemma))
                .map(all -> of(protocol, all))
                .toList();
    }

    private static PeerClaims of(Protocol protocol, List<Property> all) {
        var peers = all.getFirst().peers();
        var one = protocol.machine(peers.getFirst().machine());
        var other = protocol.machine(peers.getLast().machine());
        return new PeerClaims(
                one,
                other,
                Channel.between(protocol, one, other),
                all.stream().filter(Property::lemma).toList(),
                all.stream().filter(p -> !p.lemma()).toList());
    }

    /** Those of all of them, lemmas first. */
    public static List<Property> all(Protocol protocol) {
        return of(protocol).stream().flatMap(PeerClaims::all).toList();
    }

    /** Lemmas first. */
    Stream<Property> all() {
        return Stream.concat(lemmas.stream(), properties.stream());
    }

    /** Why it is no such claim. */
    private static Optional<String> whyNot(Protocol protocol, Property property) {
        if (property.kind() != Property.Kind.ALWAYS && property.kind() != Property.Kind.NEVER
                || property.peers().size() != 2) {
            return Optional.of("no claim about states of two peers");
        }
        if (property.peers().stream()
                .anyMatch(p -> protocol.machine(p.machine()).foreign())) {
            return Optional.of("a claim about a foreign machine");
        }
        return StepProperties.whyNoStep(property);
    }

    /**
     * How far the claims go, if not for ever: a machine that begins anew knows nothing of what it sent before, and with
     * 2^31 numbers between them, old and new cannot be told apart. What is in flight may be that old.
     */
    Optional<String> until() {
        var ends = new ArrayList<String>();
        if (deletes(one) || deletes(other)) {
            ends.add("one of them is deleted");
        }
        if (counts(one) || counts(other)) {
            ends.add("2^31 numbers have come to one in order");
        }
        return ends.isEmpty() ? Optional.empty() : Optional.of(String.join(", or ", ends));
    }

    private static boolean deletes(MachineType machine) {
        return Stream.concat(
                        machine.handlers().stream().map(MachineType.Handler::body),
                        machine.procedures().stream().map(MachineType.Procedure::body))
                .flatMap(body -> StmtParts.all(body))
                .anyMatch(s -> s instanceof Stmt.DeleteTcb);
    }

    private static boolean counts(MachineType machine) {
        return machine.incoming()
                .filter(i -> i.since().isPresent() && i.next().isPresent())
                .isPresent();
    }

    /** Whether some claim is about two messages in flight. */
    boolean pairs() {
        return all().anyMatch(c -> c.flights().flatMap(f -> f.later()).isPresent());
    }

    boolean twins() {
        return one.index() == other.index();
    }

    MachineType machine(int seat) {
        return seat == 0 ? one : other;
    }

    /** Every way to read a claim: of twins, each may stand for each peer. */
    List<Reading> readings(Property claim) {
        if (twins()) {
            return List.of(new Reading(claim, List.of(0, 1)), new Reading(claim, List.of(1, 0)));
        }
        boolean asDeclared = claim.peers().getFirst().machine().equals(one.name());
        return List.of(new Reading(claim, asDeclared ? List.of(0, 1) : List.of(1, 0)));
    }
}
