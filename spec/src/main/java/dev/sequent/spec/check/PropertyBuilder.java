package dev.sequent.spec.check;

import dev.sequent.spec.diagnostic.NameMessages;
import dev.sequent.spec.diagnostic.Span;
import dev.sequent.spec.model.Citation;
import dev.sequent.spec.model.Expr;
import dev.sequent.spec.model.Protocol.Property;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.syntax.SequentParser.*;
import dev.sequent.spec.syntax.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                var kind = c.kind.getText().equals("always") ? Property.Kind.ALWAYS : Property.Kind.NEVER;
                property(c.name(), kind, c.peers(), c.expr(), Texts.doc(c.STRING()),
                        Texts.citations(c.annotation(), session));
            }
            if (declaration.witnessDecl() != null) {
                WitnessDeclContext c = declaration.witnessDecl();
                property(c.name(), Property.Kind.WITNESS, c.peers(), c.expr(), Texts.doc(c.STRING()),
                        Texts.citations(c.annotation(), session));
            }
        }
        return List.copyOf(all);
    }

    private void property(
            NameContext nameContext,
            Property.Kind kind,
            List<PeersContext> groups,
            ExprContext condition,
            String doc,
            List<Citation> citations) {
        String name = nameContext.getText();
        Span span = Spans.of(nameContext);
        Namespace<Property> names = kind == Property.Kind.WITNESS ? protocol.witnesses : protocol.properties;
        boolean free = names.claim(name, span, session);
        var peers = new LinkedHashMap<String, Property.Peer>();
        var peerNames = new Namespace<Property.Peer>("peer");
        for (PeersContext group : groups) {
            NameContext machine = group.name(group.name().size() - 1);
            if (!machines.containsKey(machine.getText()) && !session.excused(machine.getText())) {
                session.report(
                        NameMessages.unknown("machine", machine.getText(), Spans.of(machine), machines.keySet()));
            }
            for (NameContext peer : group.name().subList(0, group.name().size() - 1)) {
                if (peerNames.claim(peer.getText(), Spans.of(peer), session)) {
                    peers.put(peer.getText(), new Property.Peer(peers.size(), peer.getText(), machine.getText()));
                }
            }
        }
        var routine = new Routine(Routine.Kind.PROPERTY, protocol, null, "");
        routine.peers = peers;
        var bodies = new LinkedHashMap<String, MachineBodies>();
        peers.values().forEach(p -> {
            if (machines.containsKey(p.machine())) {
                bodies.put(p.name(), machines.get(p.machine()));
            }
        });
        Expr checked = new ExpressionChecker(routine, null).peers(bodies).condition(condition);
        if (free && checked != null) {
            var property = new Property(name, kind, List.copyOf(peers.values()), checked, Optional.empty(), doc, citations, span);
            names.put(name, property);
            all.add(property);
        }
    }
}
