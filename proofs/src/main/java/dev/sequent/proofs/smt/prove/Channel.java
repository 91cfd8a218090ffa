package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.util.List;

/** What a claim about two peers takes the network to be between them, in each direction: of any capacity. */
public enum Channel {
    /** First in, first out; what is in flight may be lost, or arrive and stay in its place. */
    IN_ORDER("in order, any capacity; may lose and duplicate"),
    /** Whatever was ever sent may arrive at any time, any number of times, or never. */
    HISTORY("any order, any capacity; may lose, duplicate, and deliver whatever was ever sent");

    private final String text;

    Channel(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }

    /**
     * What the scenarios say of the network between two such machines: it keeps the order if it does in all of them.
     */
    static Channel between(Protocol protocol, MachineType one, MachineType other) {
        var both = protocol.scenarios().stream().filter(s -> has(s, one, other)).toList();
        return !both.isEmpty() && both.stream().noneMatch(s -> s.network().reorder()) ? IN_ORDER : HISTORY;
    }

    private static boolean has(Scenario scenario, MachineType one, MachineType other) {
        var names = scenario.peers().stream().map(p -> p.machine().name()).toList();
        return names.equals(List.of(one.name(), other.name())) || names.equals(List.of(other.name(), one.name()));
    }
}
