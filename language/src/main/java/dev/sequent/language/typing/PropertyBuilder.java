package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.ScenarioMessages;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Span;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Properties and witnesses over peers. */
final class PropertyBuilder {
    private final ProtocolScope protocol;
    private final Session session;
    private final Map<String, MachineBodies> machines;
    /** In the order of the source. */
    private final List<Property> all = new ArrayList<>();

    PropertyBuilder(ProtocolScope protocol, Map<String, MachineBodies> machines) {
        this.protocol = protocol;
        this.session = protocol.session;
        this.machines = machines;
    }

    List<Protocol.Property> build(List<DeclarationContext> declarations) {
        for (DeclarationContext declaration : declarations) {
            if (declaration.propertyDecl() != null) {
                PropertyDeclContext c = declaration.propertyDecl();
                property(
                        c.name(),
                        kind(c.claim()),
                        c.lemma != null,
                        c.claim() instanceof OfFlightsContext f ? f : null,
                        c.peers(),
                        conditions(c.claim()),
                        Texts.doc(c.STRING()),
                        Texts.demands(c.annotation(), session),
                        Texts.unchecked(c.unchecked(), session));
            }
            if (declaration.witnessDecl() != null) {
                WitnessDeclContext c = declaration.witnessDecl();
                property(
                        c.name(),
                        c.step == null ? Property.Kind.WITNESS : Property.Kind.STEP_WITNESS,
                        false,
                        null,
                        c.peers(),
                        List.of(e -> e.condition(c.expr())),
                        Texts.doc(c.STRING()),
                        Texts.demands(c.annotation(), session),
                        Optional.empty());
            }
        }
        return List.copyOf(all);
    }

    private void property(
            NameContext nameContext,
            Property.Kind kind,
            boolean lemma,
            @Nullable OfFlightsContext ofFlights,
            List<PeersContext> groups,
            List<Function<ExpressionChecker, @Nullable Expr>> conditions,
            String doc,
            List<Citation> citations,
            Optional<String> unchecked) {
        String name = nameContext.getText();
        Span span = Spans.of(nameContext);
        SymbolTable<Property> names = kind.witness() ? protocol.witnesses : protocol.properties;
        boolean free = names.claim(name, span, session);
        var peers = new LinkedHashMap<String, Property.Peer>();
        var places = new LinkedHashMap<String, Span>();
        var peerNames = new SymbolTable<Property.Peer>("peer");
        for (PeersContext group : groups) {
            NameContext machine = group.name(group.name().size() - 1);
            if (!machines.containsKey(machine.getText()) && !session.excused(machine.getText())) {
                session.report(
                        NameMessages.unknown("machine", machine.getText(), Spans.of(machine), machines.keySet()));
            }
            for (NameContext peer : group.name().subList(0, group.name().size() - 1)) {
                if (peerNames.claim(peer.getText(), Spans.of(peer), session)) {
                    places.put(peer.getText(), Spans.of(peer));
                    peers.put(peer.getText(), new Property.Peer(peers.size(), peer.getText(), machine.getText()));
                }
            }
        }
        if (peers.size() > ScenarioBuilder.MOST_PEERS) {
            String what = (kind.witness() ? "witness " : "property ") + name;
            session.report(ScenarioMessages.tooManyPeers(what, peers.size(), ScenarioBuilder.MOST_PEERS, span));
        }
        boolean step = kind.ofSteps();
        if (step && peers.size() > 1) {
            session.report(ScenarioMessages.onePeer(name, span));
        }
        var routine = new RoutineScope(step ? RoutineScope.Kind.STEP : RoutineScope.Kind.PROPERTY, protocol, null, "");
        routine.peers = peers;
        var flights = Optional.ofNullable(ofFlights).flatMap(c -> new FlightsBuilder(routine, places).build(c));
        if (ofFlights != null && flights.isEmpty()) {
            return;
        }
        var bodies = new LinkedHashMap<String, MachineBodies>();
        peers.values().forEach(p -> {
            if (machines.containsKey(p.machine())) {
                bodies.put(p.name(), machines.get(p.machine()));
            }
        });
        var expressions = new ExpressionChecker(routine, null).peers(bodies);
        var checked = new ArrayList<Expr>();
        for (Function<ExpressionChecker, @Nullable Expr> condition : conditions) {
            Expr typed = condition.apply(expressions);
            if (typed != null) {
                checked.add(typed);
            }
        }
        if (free && !checked.isEmpty() && checked.size() == conditions.size()) {
            Optional<Expr> consequence = checked.size() > 1 ? Optional.of(checked.get(1)) : Optional.empty();
            var property = new Property(
                    name,
                    kind,
                    lemma,
                    List.copyOf(peers.values()),
                    flights,
                    checked.getFirst(),
                    consequence,
                    doc,
                    citations,
                    unchecked,
                    span);
            names.put(name, property);
            all.add(property);
        }
    }

    private static Property.Kind kind(@Nullable ClaimContext claim) {
        return switch (claim) {
            case OfStatesContext c when c.kind.getText().equals("never") -> Property.Kind.NEVER;
            case OfStepsContext c -> Property.Kind.STEP;
            case OfHappeningsContext c -> Property.Kind.STEP;
            case LeadsToContext c -> Property.Kind.LEADS_TO;
            case EventuallyAlwaysContext c -> Property.Kind.EVENTUALLY_ALWAYS;
            case PossibleContext c -> Property.Kind.POSSIBLE;
            case null, default -> Property.Kind.ALWAYS;
        };
    }

    /** One condition, or two for {@code E ~> F}; none for a claim that could not be read. */
    private static List<Function<ExpressionChecker, @Nullable Expr>> conditions(@Nullable ClaimContext claim) {
        return switch (claim) {
            case OfStatesContext c -> List.of(e -> e.condition(c.expr()));
            case OfFlightsContext c -> List.of(e -> e.condition(c.expr()));
            case OfStepsContext c -> List.of(e -> e.condition(c.expr()));
            case OfHappeningsContext c -> List.of(e -> e.questions().whenever(c, Spans.of(c)));
            case LeadsToContext c -> List.of(e -> e.condition(c.expr(0)), e -> e.condition(c.expr(1)));
            case EventuallyAlwaysContext c -> List.of(e -> e.condition(c.expr()));
            case PossibleContext c -> List.of(e -> e.condition(c.expr()));
            case null, default -> List.of();
        };
    }
}
