package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Carrier;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.form.Subject;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Stmt.FieldValue;
import java.util.List;

/** Sends, lowered: the one message of each type is filled, handed over, and empty again. */
final class Sending {
    private final Body body;

    Sending(Body body) {
        this.body = body;
    }

    void lower(Stmt.Send s) {
        MessageForm message = body.machine().protocol().message(s.message());
        body.trace(PointMap.Kind.SEND, s.span(), "send " + s.message().name());
        for (FieldValue value : s.values()) {
            switch (value) {
                case FieldValue.Scalar v -> {
                    if (v.condition().isPresent()) {
                        body.when(body.value(v.condition().get()), () -> assign(s.message(), v.field(), v.value()));
                    } else {
                        assign(s.message(), v.field(), v.value());
                    }
                }
                case FieldValue.Bits v -> bits(message, s.message(), v);
            }
        }
        List<MachineType.BeforeSending> before = body.machine().model().beforeSending();
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).message().kind() == s.message().kind()) {
                body.add(new Instruction.CallBeforeSending(i, s.span()));
            }
        }
        body.add(new Instruction.Send(message, s.span()));
    }

    /** Unconditional bits all at once, the others one by one. */
    private void bits(MessageForm message, MessageType type, FieldValue.Bits v) {
        Field field = body.machine().protocol().cell(type, v.field()).value();
        List<String> always = v.bits().stream()
                .filter(b -> b.condition().isEmpty())
                .map(FieldValue.Bit::name)
                .toList();
        if (!always.isEmpty()) {
            body.add(new Instruction.SetBits(message, field, always, false, body.span()));
        }
        for (FieldValue.Bit bit : v.bits()) {
            bit.condition()
                    .ifPresent(c -> body.when(
                            body.value(c),
                            () -> body.add(
                                    new Instruction.SetBits(message, field, List.of(bit.name()), true, body.span()))));
        }
    }

    /** {@code OUT.X := value}. */
    void assign(Stmt.Target.OfOutgoing target, Expr value) {
        assign(target.message(), target.field(), value);
    }

    private void assign(MessageType type, MessageType.Field field, Expr value) {
        KnownProtocol protocol = body.machine().protocol();
        var carrier = new Carrier.Outgoing(Subject.SELF, protocol.message(type));
        body.assign(
                Cells.places(protocol.cell(type, field), f -> new Place.OfMessage(carrier, f)),
                value,
                field.type(),
                type.prefix() + "." + field.name());
    }
}
