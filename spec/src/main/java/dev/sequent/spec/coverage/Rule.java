package dev.sequent.spec.coverage;

import dev.sequent.spec.diagnostic.Span;
import dev.sequent.spec.model.Citation;
import dev.sequent.spec.model.Machine;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * Anything in a specification that can carry a citation.
 *
 * @param name how a reader finds it, for instance {@code on SEGMENT in LISTEN, step third}
 * @param watches it is an invariant or a property, not a rule of behaviour
 */
record Rule(String name, List<Citation> citations, Span span, boolean watches) {

    /** File name and rule name, without the line: a table of rules should outlive an edit elsewhere in the file. */
    String reference() {
        return span.file().substring(span.file().lastIndexOf('/') + 1) + ": " + name;
    }

    boolean cites(int rfc, String section) {
        return citations.stream().anyMatch(c -> c.rfc() == rfc && c.section().equals(section));
    }

    boolean meets(String requirement) {
        return citations.stream().anyMatch(c -> c.requirements().contains(requirement));
    }

    /** Every rule of the protocol, in the order of its declarations. */
    static List<Rule> of(Protocol protocol) {
        var rules = new ArrayList<Rule>();
        protocol.params().forEach(p -> rules.add(new Rule("param " + p.name(), p.citations(), p.span(), false)));
        protocol.messages().forEach(m -> {
            rules.add(new Rule("message " + m.name(), m.citations(), m.span(), false));
        });
        machines(protocol).forEach(m -> ofMachine(m, rules));
        protocol.properties().forEach(p -> rules.add(new Rule("property " + p.name(), p.citations(), p.span(), true)));
        protocol.scenarios().forEach(s -> rules.add(new Rule("scenario " + s.name(), s.citations(), s.span(), true)));
        return rules;
    }

    /** Those that are the protocol: not the remotes whom it meets in the scenarios, and who are declared beside these. */
    static List<Machine> machines(Protocol protocol) {
        return protocol.machines().stream().filter(m -> !m.span().file().startsWith("properties/")).toList();
    }

    private static void ofMachine(Machine machine, List<Rule> rules) {
        machine.variables().forEach(v -> rules.add(new Rule("var " + v.name(), v.citations(), v.span(), false)));
        machine.timers().forEach(t -> rules.add(new Rule("timer " + t.name(), t.citations(), t.span(), false)));
        machine.signals().forEach(s -> rules.add(new Rule("signal " + s.name(), s.citations(), s.span(), false)));
        machine.functions().forEach(f -> rules.add(new Rule("function " + f.name(), f.citations(), f.span(), false)));
        machine.procedures().forEach(p -> rules.add(new Rule("procedure " + p.name(), p.citations(), p.span(), false)));
        for (var hook : machine.beforeSending()) {
            rules.add(new Rule("before sending " + hook.message().name(), hook.citations(), hook.span(), false));
        }
        for (var handler : machine.handlers()) {
            var name = "on " + title(handler.trigger()) + " in " + states(handler.states());
            rules.add(new Rule(name, handler.citations(), handler.span(), false));
            for (var statement : handler.body()) {
                if (statement instanceof Stmt.Step step) {
                    rules.add(new Rule(name + ", step " + step.label(), step.citations(), step.span(), false));
                }
            }
        }
        machine.ignored().forEach(i -> rules.add(new Rule(
                "ignore " + title(i.trigger()) + " in " + states(i.states()), i.citations(), i.span(), false)));
        machine.invariants().forEach(i -> rules.add(new Rule("invariant " + i.name(), i.citations(), i.span(), true)));
    }

    static String title(Machine.Trigger trigger) {
        return trigger instanceof Machine.Trigger.Timeout ? "timeout " + trigger.name() : trigger.name();
    }

    private static String states(List<Machine.State> states) {
        var first = states.getFirst().name();
        return switch (states.size()) {
            case 1 -> first;
            case 2 -> first + ", " + states.getLast().name();
            default -> first + " … " + states.getLast().name();
        };
    }
}
