package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.ContractMessages;
import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import dev.sequent.runtime.Times;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enters everything that a machine declares into its scope; bodies come later. */
final class MachineDeclarations {
    private final MachineScope machine;
    private final ProtocolScope protocol;
    private final Session session;
    private final TypeResolver types;
    private final TriggerDeclarations triggers;

    MachineDeclarations(MachineScope machine) {
        this.machine = machine;
        this.protocol = machine.protocol;
        this.session = machine.session();
        this.types = new TypeResolver(protocol);
        this.triggers = new TriggerDeclarations(machine, types);
    }

    /** Calls are numbered before events, whatever the order of their declarations. */
    void declare(List<MachineScope.Part> parts) {
        machine.parts.addAll(parts);
        for (MachineScope.Part part : parts) {
            for (MachineItemContext item : part.items()) {
                if (!session.broken(item) && item instanceof CallDeclContext c) {
                    triggers.declare(c, part.prefix());
                }
            }
        }
        for (MachineScope.Part part : parts) {
            for (MachineItemContext item : part.items()) {
                if (!session.broken(item)) {
                    declare(item, part.prefix());
                }
            }
        }
    }

    private void declare(MachineItemContext item, String prefix) {
        switch (item) {
            case StatesContext c -> c.stateDecl().forEach(s -> state(s, prefix));
            case VariableContext c -> variable(c, prefix);
            case TableContext c -> table(c, prefix);
            case TimerContext c -> {
                String name = claim(machine.timers, c.name(), prefix);
                if (name != null) {
                    machine.timers.put(
                            name,
                            new MachineType.Timer(
                                    machine.timers.size(),
                                    name,
                                    Texts.doc(c.STRING()),
                                    Texts.citations(c.annotation(), session),
                                    Spans.of(c.name())));
                }
            }
            case SignalContext c -> {
                String name = claim(machine.signals, c.name(), prefix);
                if (name != null) {
                    machine.signals.put(
                            name,
                            new MachineType.Signal(
                                    machine.signals.size(),
                                    name,
                                    Meanings.of(c.meaning(), false, session),
                                    Texts.doc(c.STRING()),
                                    Texts.citations(c.annotation(), session),
                                    Spans.of(c.name())));
                }
            }
            case OutcomeContext c -> {
                String name = claim(machine.outcomes, c.name(), prefix);
                if (name != null) {
                    machine.outcomes.put(
                            name,
                            new MachineType.Outcome(
                                    machine.outcomes.size(),
                                    name,
                                    Meanings.of(c.meaning(), true, session),
                                    Texts.doc(c.STRING()),
                                    Texts.citations(c.annotation(), session),
                                    Spans.of(c.name())));
                }
            }
            case EffectContext c -> effect(c, prefix);
            case EventDeclContext c -> triggers.declare(c, prefix);
            case ReceivesContext c -> receives(c);
            case FunctionContext c -> function(c, prefix);
            case ProcedureContext c -> procedure(c, prefix);
            case BeforeSendingContext c -> beforeSending(c, prefix);
            default -> {}
        }
    }

    private @Nullable String claim(SymbolTable<?> names, NameContext context, String prefix) {
        String name = prefix + context.getText();
        return names.claim(name, Spans.of(context), session) ? name : null;
    }

    private void state(StateDeclContext context, String prefix) {
        if (session.broken(context)) {
            return;
        }
        if (!prefix.isEmpty()) {
            session.report(DeclarationMessages.stateInModule(Spans.of(context)));
            return;
        }
        if (context.passive != null && context.initial != null) {
            session.report(ContractMessages.passiveInitial(context.name().getText(), Spans.of(context)));
        }
        String name = claim(machine.states, context.name(), "");
        if (name != null) {
            machine.states.put(
                    name,
                    new MachineType.State(
                            machine.states.size(),
                            name,
                            context.initial != null,
                            context.isFinal != null,
                            context.passive != null,
                            Texts.doc(context.STRING()),
                            Spans.of(context.name())));
        }
    }

    private void variable(VariableContext context, String prefix) {
        Type type = types.resolve(context.type());
        long initial = type instanceof Type.Time ? Times.NEVER : 0;
        boolean wrong = type == null;
        if (type != null && context.sum() != null) {
            var constants = new RoutineScope(RoutineScope.Kind.CONSTANT, protocol, machine, prefix);
            if (type instanceof Type.Optional || type instanceof Type.Ranges) {
                session.report(DeclarationMessages.initialNotHere(Spans.of(context.sum()), type));
            } else {
                Expr.Literal value = new ExpressionChecker(constants, null).constant(type, context.sum());
                wrong = value == null;
                initial = value == null ? 0 : value.value();
            }
        }
        for (NameContext nameContext : context.name()) {
            String name = claim(machine.variables, nameContext, prefix);
            if (name == null) {
                continue;
            }
            clash("variable", name, Spans.of(nameContext), machine.tables.has(name) ? machine.tables.span(name) : null);
            machine.warnOfBit(name, Spans.of(nameContext));
            if (!wrong && type != null) {
                machine.variables.put(
                        name,
                        new MachineType.Variable(
                                machine.variables.size(),
                                name,
                                type,
                                initial,
                                Texts.doc(context.STRING()),
                                Texts.citations(context.annotation(), session),
                                Spans.of(nameContext)));
            }
        }
    }

    /** A variable and a parameter or table of the same name could not be told apart. */
    private void clash(String kind, String name, Span span, @Nullable Span table) {
        if (table != null) {
            session.report(NameMessages.duplicate(kind, name, span, table));
        } else if (protocol.params.has(name)) {
            session.report(NameMessages.hides(name, span, protocol.params.span(name)));
        }
    }

    private void table(TableContext context, String prefix) {
        String name = claim(machine.tables, context.name(), prefix);
        long capacity = Literals.integer(context.INT().getText()).orElse(Long.MAX_VALUE);
        boolean wrong = name == null;
        if (capacity < 1 || capacity > TypeResolver.LARGEST_CAPACITY) {
            session.report(TypeMessages.capacity(Spans.of(context.INT()), TypeResolver.LARGEST_CAPACITY));
            wrong = true;
        }
        var columns = new ArrayList<MachineType.Table.Column>();
        var names = new SymbolTable<Type>("column");
        for (ParameterContext column : context.parameter()) {
            Type type = types.value(column.type());
            boolean free = names.claim(column.name().getText(), Spans.of(column.name()), session);
            wrong |= type == null || !free;
            if (type != null && free) {
                columns.add(new MachineType.Table.Column(
                        columns.size(), column.name().getText(), type));
            }
        }
        if (columns.isEmpty() && !wrong) {
            session.report(DeclarationMessages.noColumns(prefix + context.name().getText(), Spans.of(context.name())));
            wrong = true;
        }
        if (name == null) {
            return;
        }
        clash(
                "table",
                name,
                Spans.of(context.name()),
                machine.variables.has(name) ? machine.variables.span(name) : null);
        if (!wrong) {
            machine.tables.put(
                    name,
                    new MachineType.Table(
                            machine.tables.size(),
                            name,
                            (int) capacity,
                            List.copyOf(columns),
                            Texts.doc(context.STRING()),
                            Texts.citations(context.annotation(), session),
                            Spans.of(context.name())));
        }
    }

    private void effect(EffectContext context, String prefix) {
        String name = claim(machine.effects, context.name(), prefix);
        List<Local> parameters = types.scalarParameters(context.parameters(), "an effect");
        if (name == null) {
            return;
        }
        callable("effect", name, Spans.of(context.name()), machine.functions, machine.procedures);
        if (parameters != null) {
            machine.effects.put(
                    name,
                    new MachineType.Effect(
                            machine.effects.size(),
                            name,
                            parameters,
                            Texts.doc(context.STRING()),
                            Texts.citations(context.annotation(), session),
                            Spans.of(context.name())));
        }
    }

    private void receives(ReceivesContext context) {
        String name = context.name().getText();
        Span span = Spans.of(context.name());
        MessageType message = protocol.messages.get(name);
        if (message == null) {
            if (!protocol.messages.has(name) && !session.excused(name)) {
                session.report(NameMessages.unknown("message", name, span, protocol.messages.names()));
            }
            machine.receives.claim(name, span, session);
        } else if (machine.receives.claim(name, span, session)) {
            machine.receives.put(name, message);
        }
    }

    /**
     * Effects, procedures and functions are called alike: their names must differ from each other, and from the
     * language's own.
     */
    private void callable(String kind, String name, Span span, SymbolTable<?>... others) {
        for (SymbolTable<?> other : others) {
            if (other.has(name)) {
                session.report(NameMessages.duplicate(kind, name, span, other.span(name)));
                return;
            }
        }
        if (protocol.externs.has(name)) {
            session.report(NameMessages.duplicate(kind, name, span, protocol.externs.span(name)));
        } else if (CallChecker.builtin(name)) {
            session.report(NameMessages.builtinName(name, span));
        }
    }

    private void function(FunctionContext context, String prefix) {
        String name = claim(machine.functions, context.name(), prefix);
        List<Local> parameters = types.parameters(context.parameters());
        Type type = types.value(context.type());
        Span span = Spans.of(context.name());
        if ((context.expr() == null) == (context.block() == null)) {
            session.report(DeclarationMessages.functionBody(context.name().getText(), context.expr() != null, span));
            return;
        }
        if (name == null) {
            return;
        }
        callable("function", name, span, machine.procedures, machine.effects);
        machine.functions.put(
                name,
                new RoutineDecl<>(
                        machine.functions.size(),
                        name,
                        prefix,
                        span,
                        parameters,
                        type,
                        context.expr(),
                        context.block(),
                        Texts.doc(context.STRING()),
                        Texts.citations(context.annotation(), session)));
    }

    private void procedure(ProcedureContext context, String prefix) {
        String name = claim(machine.procedures, context.name(), prefix);
        List<Local> parameters = types.parameters(context.parameters());
        if (name == null) {
            return;
        }
        Span span = Spans.of(context.name());
        callable("procedure", name, span, machine.functions, machine.effects);
        machine.procedures.put(
                name,
                new RoutineDecl<>(
                        machine.procedures.size(),
                        name,
                        prefix,
                        span,
                        parameters,
                        null,
                        null,
                        context.block(),
                        Texts.doc(context.STRING()),
                        Texts.citations(context.annotation(), session)));
    }

    private void beforeSending(BeforeSendingContext context, String prefix) {
        String name = context.name().getText();
        Span span = Spans.of(context.name());
        if (protocol.messages.get(name) == null) {
            if (!protocol.messages.has(name) && !session.excused(name)) {
                session.report(NameMessages.unknown("message", name, span, protocol.messages.names()));
            }
            return;
        }
        if (machine.beforeSending.claim(name, span, session)) {
            machine.beforeSending.put(
                    name,
                    new RoutineDecl<>(
                            machine.beforeSending.size(),
                            name,
                            prefix,
                            span,
                            List.of(),
                            null,
                            null,
                            context.block(),
                            Texts.doc(context.STRING()),
                            Texts.citations(context.annotation(), session)));
        }
    }
}
