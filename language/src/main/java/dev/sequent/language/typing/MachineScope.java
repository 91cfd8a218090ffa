package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.syntax.SequentParser.InterfaceDeclContext;
import dev.sequent.language.syntax.SequentParser.MachineItemContext;
import dev.sequent.language.syntax.SequentParser.NameContext;
import dev.sequent.language.syntax.SequentParser.SignatureContext;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names of a machine. Those of a module that was merged into it carry the interface's name:
 * {@code congestion.window}; inside the module they are found without it.
 */
final class MachineScope {
    /** Items that were written together: a block of the machine, or a module with its prefix. */
    record Part(String prefix, List<MachineItemContext> items) {}

    final ProtocolScope protocol;
    final String name;
    final SymbolTable<MachineType.State> states;
    final SymbolTable<MachineType.Variable> variables;
    final SymbolTable<MachineType.Table> tables;
    final SymbolTable<MachineType.Timer> timers;
    final SymbolTable<MachineType.Signal> signals;
    final SymbolTable<MachineType.Outcome> outcomes;
    final SymbolTable<MachineType.Effect> effects;
    final SymbolTable<MachineType.Trigger.Call> triggers;
    final SymbolTable<MessageType> receives;
    final SymbolTable<RoutineDecl<MachineType.Function>> functions;
    final SymbolTable<RoutineDecl<MachineType.Procedure>> procedures;
    final SymbolTable<RoutineDecl<MachineType.BeforeSending>> beforeSending;
    final List<Part> parts = new ArrayList<>();

    MachineScope(ProtocolScope protocol, String name) {
        this.protocol = protocol;
        this.name = name;
        states = new SymbolTable<>("state");
        variables = new SymbolTable<>("variable");
        tables = new SymbolTable<>("table");
        timers = new SymbolTable<>("timer");
        signals = new SymbolTable<>("signal");
        outcomes = new SymbolTable<>("outcome");
        effects = new SymbolTable<>("effect");
        triggers = new SymbolTable<>("call or event");
        receives = new SymbolTable<>("received message");
        functions = new SymbolTable<>("function");
        procedures = new SymbolTable<>("procedure");
        beforeSending = new SymbolTable<>("'before sending'");
    }

    /** A scope to try another module in: the names of this one, less those with the prefix. */
    MachineScope without(String prefix) {
        return new MachineScope(this, prefix);
    }

    private MachineScope(MachineScope from, String prefix) {
        protocol = from.protocol;
        name = from.name;
        states = from.states.copy();
        variables = from.variables.copy();
        tables = from.tables.copy();
        timers = from.timers.copy();
        signals = from.signals.copy();
        outcomes = from.outcomes.copy();
        effects = from.effects.copy();
        triggers = from.triggers.copy();
        receives = from.receives.copy();
        functions = from.functions.copy();
        procedures = from.procedures.copy();
        beforeSending = from.beforeSending.copy();
        for (SymbolTable<?> names : List.of(
                states, variables, tables, timers, signals, outcomes, effects, triggers, functions, procedures)) {
            List.copyOf(names.names()).stream()
                    .filter(n -> n.startsWith(prefix))
                    .forEach(names::remove);
        }
    }

    Session session() {
        return protocol.session;
    }

    // ------------------------------------------------------------ look-up

    <T> @Nullable T find(SymbolTable<T> names, String prefix, String wanted) {
        T own = prefix.isEmpty() ? null : names.get(prefix + wanted);
        return own != null ? own : names.get(wanted);
    }

    /** Whether the name is declared, even if wrongly. */
    boolean claimed(SymbolTable<?> names, String prefix, String wanted) {
        return names.has(wanted) || names.has(prefix + wanted);
    }

    /** The names as they can be written where {@code prefix} is open. */
    List<String> ownNames(SymbolTable<?> names, String prefix) {
        var result = new ArrayList<>(names.names());
        if (!prefix.isEmpty()) {
            names.names().stream()
                    .filter(n -> n.startsWith(prefix))
                    .forEach(n -> result.add(n.substring(prefix.length())));
        }
        return result;
    }

    List<String> valueNames(String prefix) {
        var result = ownNames(variables, prefix);
        result.addAll(ownNames(tables, prefix));
        return result;
    }

    /** Where a variable, table or parameter of this name is declared; null when there is none. */
    @Nullable
    Span valueSpan(String prefix, String wanted) {
        for (String candidate : new TreeSet<>(List.of(prefix + wanted, wanted))) {
            if (variables.has(candidate)) {
                return variables.span(candidate);
            }
            if (tables.has(candidate)) {
                return tables.span(candidate);
            }
        }
        return protocol.params.has(wanted) ? protocol.params.span(wanted) : null;
    }

    /** A variable or local wins over a bit of the same name: say so. */
    void warnOfBit(String name, Span span) {
        protocol.messagesWithBit(name).stream()
                .findFirst()
                .ifPresent(m -> session()
                        .report(NameMessages.hidesBit(
                                name,
                                m.prefix() + "." + NameResolver.bitsField(m).name(),
                                span)));
    }

    boolean isCallable(String prefix, String wanted) {
        return claimed(functions, prefix, wanted)
                || claimed(procedures, prefix, wanted)
                || claimed(effects, prefix, wanted);
    }

    /** A member by name; null after a report. */
    <T> @Nullable T require(SymbolTable<T> names, String prefix, String wanted, Span span) {
        T found = find(names, prefix, wanted);
        if (found == null && !claimed(names, prefix, wanted) && !session().excused(wanted)) {
            session().report(NameMessages.unknown(names.kind(), wanted, span, ownNames(names, prefix)));
        }
        return found;
    }

    MachineType.@Nullable Timer timer(String prefix, String wanted, Span span) {
        return require(timers, prefix, wanted, span);
    }

    MachineType.@Nullable State state(NameContext context) {
        return require(states, "", context.getText(), Spans.of(context));
    }

    /** The states in the order of their declaration; null after a report. */
    @Nullable
    List<MachineType.State> states(List<? extends NameContext> contexts) {
        var found = new LinkedHashMap<Integer, MachineType.State>();
        boolean wrong = false;
        for (NameContext context : contexts) {
            MachineType.State state = state(context);
            wrong |= state == null;
            if (state != null && found.put(state.index(), state) != null) {
                session().report(NameMessages.stateTwice(state.name(), Spans.of(context)));
            }
        }
        return wrong
                ? null
                : found.values().stream()
                        .sorted((a, b) -> a.index() - b.index())
                        .toList();
    }

    // ------------------------------------------------------------ interfaces

    /** The signatures of an interface by name. */
    static Map<String, SignatureContext> signatures(InterfaceDeclContext context) {
        var result = new LinkedHashMap<String, SignatureContext>();
        for (SignatureContext signature : context.signature()) {
            if (signature.name() != null) {
                result.putIfAbsent(signature.name().getText(), signature);
            }
        }
        return result;
    }

    /** Is this a call into an interface that no module provides here? Then it is reported. */
    boolean missingModule(String wanted, Span at) {
        int dot = wanted.indexOf('.');
        String head = dot < 0 ? wanted : wanted.substring(0, dot);
        InterfaceDeclContext found = dot < 0 ? null : protocol.interfaces.get(head);
        if (found == null || parts.stream().anyMatch(p -> p.prefix().equals(head + "."))) {
            return false;
        }
        if (!session().excused(head)) {
            session().report(NameMessages.noModule(head, name, at));
        }
        return true;
    }

    /** Reports the use, from outside, of something in a module that its interface does not name. */
    void checkVisible(String member, RoutineScope routine, Span at) {
        int dot = member.indexOf('.');
        String head = dot < 0 ? "" : member.substring(0, dot);
        InterfaceDeclContext found = protocol.interfaces.get(head);
        if (found != null
                && parts.stream().anyMatch(p -> p.prefix().equals(head + "."))
                && !routine.prefix.equals(head + ".")
                && !routine.kind.observes()
                && !signatures(found).containsKey(member.substring(dot + 1))) {
            session().report(NameMessages.notInInterface(member, head, at));
        }
    }
}
