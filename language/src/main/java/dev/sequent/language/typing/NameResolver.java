package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a name in an expression stands for: a local, a variable or parameter, a field of a message, a bit, a constant.
 */
final class NameResolver {
    static final String OUTGOING = "OUT";

    private final RoutineScope routine;
    private final ProtocolScope protocol;

    NameResolver(RoutineScope routine) {
        this.routine = routine;
        this.protocol = routine.protocol;
    }

    /** @param expected the required type, which decides between enums that share a constant's name */
    @Nullable
    Expr resolve(String name, Span span, @Nullable Type expected) {
        if (routine.hasLocal(name)) {
            Local local = routine.local(name);
            return local == null ? null : new Expr.LocalRef(local, span);
        }
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        String tail = dot < 0 ? "" : name.substring(dot + 1);
        if (dot > 0 && routine.hasLocal(head)) {
            return column(head, tail, span);
        }
        if (routine.own != null) {
            return own(name, span, routine.own);
        }
        if (routine.machine != null) {
            Optional<Expr> member = member(routine.machine, name, span);
            if (member != null) {
                return member.orElse(null);
            }
        }
        if (protocol.params.has(name)) {
            Protocol.Param param = protocol.params.get(name);
            return param == null ? null : new Expr.ParamRef(param, span);
        }
        if (routine.kind == RoutineScope.Kind.ASSUMPTION && !constant(name, head, tail)) {
            if (!protocol.session.excused(name)) {
                protocol.session.report(DeclarationMessages.notOfParameters(name, span, protocol.params.names()));
            }
            return null;
        }
        RoutineScope.InFlight flying = dot > 0 ? routine.flights.get(head) : null;
        if (flying != null) {
            return field(flying.message(), tail, name, flying.later(), span);
        }
        if (dot > 0 && head.equals(OUTGOING)) {
            return outgoing(tail, name, span);
        }
        if (dot > 0 && protocol.prefixes.has(head)) {
            return arriving(protocol.prefixes.get(head), tail, name, span);
        }
        List<Type.Enum> enums = protocol.enumsWith(name);
        if (!enums.isEmpty()) {
            return constant(name, enums, span, expected);
        }
        if (dot > 0
                && protocol.enums.get(head) instanceof Type.Enum type
                && type.constants().contains(tail)) {
            return new Expr.Literal(type.constants().indexOf(tail), type, span);
        }
        List<MessageType> withBit = protocol.messagesWithBit(name);
        if (!withBit.isEmpty() && (routine.machine != null || routine.readsBits())) {
            return bit(name, withBit, span);
        }
        unknown(name, span);
        return null;
    }

    /** Null when the machine has no such member; empty when it has one whose declaration was wrong. */
    private @Nullable Optional<Expr> member(MachineScope machine, String name, Span span) {
        MachineType.Variable variable = machine.find(machine.variables, routine.prefix, name);
        if (variable != null) {
            machine.checkVisible(variable.name(), routine, span);
            return Optional.of(new Expr.VariableRef(variable, span));
        }
        MachineType.Table table = machine.find(machine.tables, routine.prefix, name);
        if (table != null) {
            machine.checkVisible(table.name(), routine, span);
            return Optional.of(new Expr.TableRef(table, span));
        }
        return machine.claimed(machine.variables, routine.prefix, name)
                        || machine.claimed(machine.tables, routine.prefix, name)
                ? Optional.empty()
                : null;
    }

    private @Nullable Expr column(String head, String tail, Span span) {
        Local row = routine.local(head);
        if (row == null) {
            return null;
        }
        if (!(row.type() instanceof Type.Row type)) {
            protocol.session.report(NameMessages.noParts(head, row.type().name(), span));
            return null;
        }
        for (MachineType.Table.Column column : type.table().columns()) {
            if (column.name().equals(tail)) {
                return new Expr.ColumnRef(row, column, span);
            }
        }
        protocol.session.report(NameMessages.unknown(
                "column of table " + type.table().name(),
                tail,
                span,
                type.table().columns().stream()
                        .map(MachineType.Table.Column::name)
                        .toList()));
        return null;
    }

    private @Nullable Expr own(String name, Span span, OwnNames own) {
        for (MessageType.Derived derived : own.derived()) {
            if (derived.name().equals(name)) {
                return derived.value();
            }
        }
        for (MessageType.Field field : own.fields()) {
            if (field.name().equals(name)) {
                if (field.network()) {
                    protocol.session.report(NameMessages.toldToNetwork(name, name, span));
                    return null;
                }
                return new Expr.OwnField(field, span);
            }
        }
        for (MessageType.Field field : own.fields()) {
            if (field.bits().contains(name)) {
                return new Expr.HasBit(new Expr.OwnField(field, span), name, mask(field, name), span);
            }
        }
        if (protocol.params.has(name)) {
            Protocol.Param param = protocol.params.get(name);
            return param == null ? null : new Expr.ParamRef(param, span);
        }
        var known = new ArrayList<String>();
        own.fields().forEach(f -> {
            known.add(f.name());
            known.addAll(f.bits());
        });
        own.derived().forEach(d -> known.add(d.name()));
        if (!protocol.session.excused(name)) {
            protocol.session.report(NameMessages.unknown("field", name, span, known));
        }
        return null;
    }

    private @Nullable Expr outgoing(String tail, String name, Span span) {
        MessageType message = routine.kind == RoutineScope.Kind.BEFORE_SENDING ? routine.message : routine.leaving;
        if (message == null) {
            protocol.session.report(NameMessages.outgoingNotHere(name, span));
            return null;
        }
        return field(message, tail, name, true, span);
    }

    private @Nullable Expr arriving(@Nullable MessageType message, String tail, String name, Span span) {
        if (message == null) {
            return null;
        }
        return needsArrival(message, span) ? field(message, tail, name, false, span) : null;
    }

    private @Nullable Expr field(MessageType message, String tail, String name, boolean outgoing, Span span) {
        for (MessageType.Field field : message.fields()) {
            if (field.name().equals(tail)) {
                // Whatever flies has left what was told to the network behind.
                if (field.network() && (!outgoing || !routine.flights.isEmpty())) {
                    protocol.session.report(NameMessages.toldToNetwork(name, tail, span));
                    return null;
                }
                return new Expr.FieldRef(message, field, outgoing, span);
            }
        }
        for (MessageType.Derived derived : message.derived()) {
            if (derived.name().equals(tail)) {
                return new Expr.DerivedRef(message, derived, outgoing, span);
            }
        }
        if (!protocol.session.excused(tail)) {
            String head = name.substring(0, name.indexOf('.') + 1);
            var known = new ArrayList<String>();
            message.fields().forEach(f -> known.add(head + f.name()));
            message.derived().forEach(d -> known.add(head + d.name()));
            protocol.session.report(NameMessages.unknown("field of " + message.name(), name, span, known));
        }
        return null;
    }

    /** Notes that the message must be arriving here; reports and returns false where it cannot be. */
    boolean needsArrival(MessageType message, Span span) {
        boolean possible = switch (routine.kind) {
            case FUNCTION, PROCEDURE -> true;
            case STEP, PROPERTY -> message.equals(routine.message);
            case ARRIVAL -> routine.message == null || routine.message.name().equals(message.name());
            default -> false;
        };
        if (!possible) {
            String here = routine.kind == RoutineScope.Kind.ARRIVAL && routine.message != null
                    ? "where " + routine.message.name() + " arrives"
                    : "in " + routine.kind.phrase;
            protocol.session.report(NameMessages.noArrival(message.name(), here, span));
            return false;
        }
        routine.arrivals.putIfAbsent(message.name(), span);
        return true;
    }

    private @Nullable Expr bit(String name, List<MessageType> withBit, Span span) {
        MessageType message = withBit.getFirst();
        if (routine.message != null && withBit.contains(routine.message)) {
            message = routine.message;
        } else if (withBit.size() > 1) {
            protocol.session.report(NameMessages.ambiguousBit(
                    name,
                    span,
                    withBit.stream()
                            .map(m -> m.prefix() + "." + bitsField(m).name())
                            .toList()));
            return null;
        }
        if (routine.kind == RoutineScope.Kind.BEFORE_SENDING) {
            protocol.session.report(
                    NameMessages.bitOfOutgoing(name, bitsField(message).name(), span));
            return null;
        }
        if (!needsArrival(message, span)) {
            return null;
        }
        MessageType.Field field = bitsField(message);
        return new Expr.HasBit(new Expr.FieldRef(message, field, false, span), name, mask(field, name), span);
    }

    static MessageType.Field bitsField(MessageType message) {
        return message.fields().stream()
                .filter(f -> !f.bits().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    static long mask(MessageType.Field field, String bit) {
        return 1L << (field.bits().size() - 1 - field.bits().indexOf(bit));
    }

    private boolean constant(String name, String head, String tail) {
        return !protocol.enumsWith(name).isEmpty()
                || protocol.enums.get(head) instanceof Type.Enum type
                        && type.constants().contains(tail);
    }

    private @Nullable Expr constant(String name, List<Type.Enum> enums, Span span, @Nullable Type expected) {
        Type wanted = expected instanceof Type.Optional optional ? optional.of() : expected;
        Type.Enum type = enums.getFirst();
        if (wanted instanceof Type.Enum e && enums.contains(e)) {
            type = e;
        } else if (enums.size() > 1) {
            protocol.session.report(NameMessages.ambiguousConstant(
                    name, span, enums.stream().map(Type.Enum::name).toList()));
            return null;
        }
        return new Expr.Literal(type.constants().indexOf(name), type, span);
    }

    private void unknown(String name, Span span) {
        if (protocol.session.excused(name)) {
            return;
        }
        MachineScope machine = routine.machine;
        if (machine != null) {
            if (machine.states.has(name)) {
                protocol.session.report(NameMessages.stateAsValue(name, span));
                return;
            }
            if (machine.timers.has(name)) {
                protocol.session.report(NameMessages.timerAsValue(name, span));
                return;
            }
            if (machine.isCallable(routine.prefix, name) || protocol.externs.has(name)) {
                protocol.session.report(NameMessages.functionAsValue(name, span));
                return;
            }
        }
        List<String> known = known();
        for (int i = name.indexOf('-'); i > 0; i = name.indexOf('-', i + 1)) {
            String left = name.substring(0, i);
            String right = name.substring(i + 1);
            if (known.contains(left) && (known.contains(right) || Character.isDigit(right.charAt(0)))) {
                protocol.session.report(NameMessages.hyphenated(name, left, right, span));
                return;
            }
        }
        protocol.session.report(NameMessages.unknown("name", name, span, known));
    }

    private List<String> known() {
        var known = new ArrayList<>(routine.localNames());
        known.addAll(protocol.params.names());
        protocol.enums.all().forEach(e -> known.addAll(e.constants()));
        if (routine.machine != null) {
            known.addAll(routine.machine.valueNames(routine.prefix));
            for (MessageType message : protocol.messages.all()) {
                message.fields().forEach(f -> {
                    known.add(message.prefix() + "." + f.name());
                    known.addAll(f.bits());
                });
                message.derived().forEach(d -> known.add(message.prefix() + "." + d.name()));
            }
        }
        return known;
    }
}
