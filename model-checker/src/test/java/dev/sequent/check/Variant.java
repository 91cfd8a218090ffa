package dev.sequent.check;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A scenario with changes, and a protocol around it: for what is easier said with records than in the language. */
public final class Variant {
    private final Scenario of;
    private List<Scenario.Peer> peers;
    private Scenario.Network network;
    private List<Scenario.Crash> crashes;
    private List<Scenario.Attack> attacks;
    private Optional<Scenario.Timing> timing;
    private List<Scenario.Fair> fairness;
    private List<Scenario.Choice> choices;
    private List<Scenario.Bound> bounds;
    private List<Property> checks;

    public Variant(Scenario of) {
        this.of = of;
        peers = of.peers();
        network = of.network();
        crashes = of.crashes();
        attacks = of.attacks();
        timing = of.timing();
        fairness = of.fairness();
        choices = of.choices();
        bounds = of.bounds();
        checks = of.checks();
    }

    public Variant checks(Property... properties) {
        checks = List.of(properties);
        return this;
    }

    public Variant fair(Scenario.Fair.Kind kind, Scenario.Fair.Strength strength) {
        var more = new ArrayList<>(fairness);
        more.add(new Scenario.Fair(kind, strength, Span.NONE));
        fairness = more;
        return this;
    }

    public Variant bounds(Scenario.Bound... all) {
        bounds = List.of(all);
        return this;
    }

    public Scenario scenario() {
        return new Scenario(
                of.name(),
                peers,
                network,
                crashes,
                attacks,
                timing,
                fairness,
                of.settings(),
                choices,
                bounds,
                checks,
                of.everything(),
                of.quick(),
                of.doc(),
                of.citations(),
                of.span());
    }

    /** The protocol with that scenario alone, and with the properties that it checks. */
    public Protocol in(Protocol protocol) {
        var properties = new ArrayList<>(protocol.properties());
        checks.stream().filter(p -> !properties.contains(p)).forEach(properties::add);
        return new Protocol(
                protocol.name(),
                protocol.title(),
                protocol.files(),
                protocol.params(),
                protocol.assumptions(),
                protocol.enums(),
                protocol.messages(),
                protocol.externs(),
                protocol.machines(),
                properties,
                List.of(scenario()));
    }

    /** A property of the first peer of that machine. */
    public static Property property(String name, Property.Kind kind, MachineType machine, Expr condition) {
        return property(name, kind, machine, condition, Optional.empty());
    }

    /** {@code E ~> F}. */
    public static Property leadsTo(String name, MachineType machine, Expr condition, Expr consequence) {
        return property(name, Property.Kind.LEADS_TO, machine, condition, Optional.of(onPeer(consequence)));
    }

    private static Property property(
            String name, Property.Kind kind, MachineType machine, Expr condition, Optional<Expr> consequence) {
        return new Property(
                name,
                kind,
                false,
                List.of(new Property.Peer(0, "X", machine.name())),
                Optional.empty(),
                onPeer(condition),
                consequence,
                "",
                List.of(),
                Optional.empty(),
                Span.NONE);
    }

    private static Expr onPeer(Expr expr) {
        return new Expr.OfPeer(0, "X", expr, Span.NONE);
    }

    public static Expr in(MachineType machine, String state) {
        return new Expr.InState(
                machine.states().stream().filter(s -> s.name().equals(state)).toList(), Span.NONE);
    }
}
