package dev.sequent.proofs.coverage;

import dev.sequent.language.model.Citation;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Anything in a specification that can carry a citation.
 *
 * @param name how a reader finds it, for instance {@code on SEGMENT in LISTEN, step third}
 */
record Rule(String name, Kind kind, List<Citation> citations, Span span) {

    enum Kind {
        /** Does something: meets requirements, or deviates from them. */
        BEHAVIOUR,
        /** A property or an invariant: falls when a requirement is broken. */
        DEMAND,
        /** A witness or a scenario: where demands are checked. */
        SURROUNDINGS
    }

    /** File name and rule name, without the line: a table of rules should outlive an edit elsewhere in the file. */
    String reference() {
        return span.file().substring(span.file().lastIndexOf('/') + 1) + ": " + name;
    }

    /** The numbers of the RFC's requirements that it claims to meet or demands. */
    Stream<String> requirements(int rfc) {
        return citations.stream().filter(c -> c.rfc() == rfc).flatMap(c -> c.requirements().stream());
    }

    Stream<Citation.Deviation> deviations(int rfc) {
        return citations.stream().filter(c -> c.rfc() == rfc).flatMap(c -> c.deviations().stream());
    }

    /** Every rule of the protocol, in the order of its declarations. */
    static List<Rule> of(Protocol protocol) {
        var rules = new ArrayList<Rule>();
        protocol.params().forEach(p -> rules.add(behaviour("param " + p.name(), p.citations(), p.span())));
        protocol.messages().forEach(m -> ofMessage(m, rules));
        protocol.externs().forEach(e -> rules.add(behaviour("extern function " + e.name(), e.citations(), e.span())));
        machines(protocol).forEach(m -> ofMachine(m, rules));
        protocol.properties()
                .forEach(p -> rules.add(
                        p.kind().witness()
                                ? new Rule("witness " + p.name(), Kind.SURROUNDINGS, p.citations(), p.span())
                                : new Rule("property " + p.name(), Kind.DEMAND, p.citations(), p.span())));
        protocol.scenarios()
                .forEach(s -> rules.add(new Rule("scenario " + s.name(), Kind.SURROUNDINGS, s.citations(), s.span())));
        return rules;
    }

    /** Those that belong to the protocol: not the remotes that it meets in the scenarios. */
    static List<MachineType> machines(Protocol protocol) {
        return protocol.machines().stream().filter(m -> !m.foreign()).toList();
    }

    private static Rule behaviour(String name, List<Citation> citations, Span span) {
        return new Rule(name, Kind.BEHAVIOUR, citations, span);
    }

    private static void ofMessage(MessageType message, List<Rule> rules) {
        rules.add(behaviour("message " + message.name(), message.citations(), message.span()));
        for (var element : message.wire()) {
            if (element instanceof MessageType.WireElement.Options options) {
                options.options().forEach(o -> rules.add(behaviour("option " + o.name(), o.citations(), o.span())));
            }
        }
    }

    private static void ofMachine(MachineType machine, List<Rule> rules) {
        machine.variables().forEach(v -> rules.add(behaviour("var " + v.name(), v.citations(), v.span())));
        machine.tables().forEach(t -> rules.add(behaviour("table " + t.name(), t.citations(), t.span())));
        machine.timers().forEach(t -> rules.add(behaviour("timer " + t.name(), t.citations(), t.span())));
        machine.signals().forEach(s -> rules.add(behaviour("signal " + s.name(), s.citations(), s.span())));
        machine.outcomes().forEach(o -> rules.add(behaviour("outcome " + o.name(), o.citations(), o.span())));
        machine.effects().forEach(e -> rules.add(behaviour("effect " + e.name(), e.citations(), e.span())));
        machine.calls().forEach(c -> rules.add(behaviour("call " + c.name(), c.citations(), c.span())));
        machine.events().forEach(e -> rules.add(behaviour("event " + e.name(), e.citations(), e.span())));
        machine.functions().forEach(f -> rules.add(behaviour("function " + f.name(), f.citations(), f.span())));
        machine.procedures().forEach(p -> rules.add(behaviour("procedure " + p.name(), p.citations(), p.span())));
        machine.beforeSending()
                .forEach(
                        b -> rules.add(behaviour("before sending " + b.message().name(), b.citations(), b.span())));
        for (var handler : machine.handlers()) {
            var name = "on " + title(handler.trigger()) + " in " + states(handler.states());
            rules.add(behaviour(name, handler.citations(), handler.span()));
            for (var statement : handler.body()) {
                if (statement instanceof Stmt.Step step) {
                    rules.add(behaviour(name + ", step " + step.label(), step.citations(), step.span()));
                }
            }
        }
        machine.ignored()
                .forEach(i -> rules.add(behaviour(
                        "ignore " + title(i.trigger()) + " in " + states(i.states()), i.citations(), i.span())));
        machine.invariants()
                .forEach(i -> rules.add(new Rule("invariant " + i.name(), Kind.DEMAND, i.citations(), i.span())));
    }

    static String title(MachineType.Trigger trigger) {
        return trigger instanceof MachineType.Trigger.Timeout ? "timeout " + trigger.name() : trigger.name();
    }

    private static String states(List<MachineType.State> states) {
        var first = states.getFirst().name();
        return switch (states.size()) {
            case 1 -> first;
            case 2 -> first + ", " + states.getLast().name();
            default -> first + " … " + states.getLast().name();
        };
    }
}
