package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Conditions;
import dev.sequent.codegen.form.Doc;
import dev.sequent.codegen.form.Subject;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the checker asks, lowered: invariants, properties, users' guards. */
final class ConditionLowering {
    private static final Subject ALONE = new Subject.Peer(0);

    private final KnownProtocol protocol;
    private final Protocol model;
    private final List<KnownMachine> machines;

    ConditionLowering(KnownProtocol protocol, List<KnownMachine> machines) {
        this.protocol = protocol;
        this.model = protocol.model();
        this.machines = machines;
    }

    Conditions lower() {
        List<List<Conditions.Condition>> invariants =
                machines.stream().map(this::invariants).toList();
        var ofStates = new ArrayList<Conditions.OfStates>();
        for (int i = 0; i < model.properties().size(); i++) {
            var property = model.properties().get(i);
            if (!property.kind().ofSteps() && property.flights().isEmpty()) {
                ofStates.add(ofStates(i, model.properties().get(i)));
            }
        }
        var ofFlights = new ArrayList<Conditions.OfFlights>();
        for (int i = 0; i < model.properties().size(); i++) {
            var property = model.properties().get(i);
            int index = i;
            property.flights().ifPresent(f -> ofFlights.add(ofFlights(index, property, f)));
        }
        var ofSteps = new ArrayList<Conditions.OfStep>();
        for (int i = 0; i < model.properties().size(); i++) {
            if (model.properties().get(i).kind().ofSteps()) {
                ofSteps.add(ofStep(i, model.properties().get(i)));
            }
        }
        var scenarios = model.scenarios().stream().map(this::scenario).toList();
        return new Conditions(
                invariants, List.copyOf(ofStates), List.copyOf(ofFlights), List.copyOf(ofSteps), scenarios);
    }

    private List<Conditions.Condition> invariants(KnownMachine machine) {
        String name = machine.model().name();
        return machine.model().invariants().stream()
                .map(i -> alone(
                        i.name(),
                        machine,
                        name + ": invariant " + i.name(),
                        KnownProtocol.doc("invariant " + i.name(), i.doc(), i.citations()),
                        i.citations(),
                        i.condition(),
                        i.span()))
                .toList();
    }

    /** A condition on one machine. */
    private Conditions.Condition alone(
            String name,
            KnownMachine machine,
            String where,
            Doc doc,
            List<Citation> citations,
            Expr condition,
            Span span) {
        var scope = Scope.outside(machine, ALONE, protocol.points().ofCondition(span, where, citations));
        return new Conditions.Condition(name, doc, new Expressions(scope).value(condition), span);
    }

    // ------------------------------------------------------------ properties

    private KnownMachine machine(String name) {
        return machines.stream()
                .filter(m -> m.model().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String kind(Protocol.Property p) {
        return p.kind().witness() ? "witness" : p.lemma() ? "lemma" : "property";
    }

    private Conditions.Peer peer(Protocol.Property.Peer peer) {
        return new Conditions.Peer(
                peer.index(), peer.name(), machine(peer.machine()).model().index());
    }

    private Conditions.OfStates ofStates(int index, Protocol.Property p) {
        return new Conditions.OfStates(
                index,
                kind(p),
                p.peers().stream().map(this::peer).toList(),
                condition(p, kind(p), p.condition()),
                p.consequence().map(c -> condition(p, "consequence", c)));
    }

    private Conditions.OfFlights ofFlights(int index, Protocol.Property p, Protocol.Property.Flights flights) {
        return new Conditions.OfFlights(
                index,
                p.peers().stream().map(this::peer).toList(),
                protocol.message(flights.first()),
                flights.later().map(protocol::message),
                condition(p, kind(p), p.condition()));
    }

    private Conditions.Condition condition(Protocol.Property p, String kind, Expr condition) {
        String heading = kind + " " + p.name();
        var point = protocol.points().ofCondition(p.span(), heading, p.citations());
        var scopes = new ArrayList<Scope>();
        for (Protocol.Property.Peer peer : p.peers()) {
            scopes.add(Scope.outside(machine(peer.machine()), new Subject.Peer(scopes.size()), point));
        }
        var scope = p.flights().isPresent() ? Scope.flights(scopes) : Scope.property(scopes);
        return new Conditions.Condition(
                p.name(),
                KnownProtocol.doc(heading, p.doc(), p.citations()),
                new Expressions(scope).value(condition),
                p.span());
    }

    private Conditions.OfStep ofStep(int index, Protocol.Property p) {
        Protocol.Property.Peer peer = p.peers().getFirst();
        String heading = kind(p) + " " + p.name();
        var point = protocol.points().ofCondition(p.span(), heading, p.citations());
        var condition = new Conditions.Condition(
                p.name(),
                KnownProtocol.doc(heading, p.doc(), p.citations()),
                new Expressions(Scope.step(machine(peer.machine()), false, point)).value(p.condition()),
                p.span());
        return new Conditions.OfStep(index, kind(p), peer(peer), condition);
    }

    // ------------------------------------------------------------ users' guards

    private Conditions.Scenario scenario(dev.sequent.language.model.Scenario scenario) {
        var guards = new ArrayList<Conditions.Guard>();
        for (dev.sequent.language.model.Scenario.Peer peer : scenario.peers()) {
            var script = new ArrayList<>(peer.script());
            script.addAll(peer.afterCrash());
            for (int step = 0; step < script.size(); step++) {
                dev.sequent.language.model.Scenario.UserStep user = script.get(step);
                Optional<Expr> when = user.when();
                if (when.isEmpty()) {
                    continue;
                }
                String heading = peer.name() + ": " + user.call().name();
                var condition = alone(
                        scenario.name(),
                        machines.get(peer.machine().index()),
                        "scenario " + scenario.name() + ": " + heading,
                        KnownProtocol.doc("guard of " + heading, "", List.of()),
                        List.of(),
                        when.get(),
                        user.span());
                guards.add(new Conditions.Guard(
                        new Conditions.Peer(
                                peer.index(), peer.name(), peer.machine().index()),
                        step,
                        condition));
            }
        }
        return new Conditions.Scenario(
                scenario.name(),
                KnownProtocol.doc("scenario " + scenario.name(), scenario.doc(), scenario.citations()),
                List.copyOf(guards));
    }
}
