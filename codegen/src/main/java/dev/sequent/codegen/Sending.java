package dev.sequent.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Stmt.FieldValue;
import java.util.ArrayList;
import java.util.List;

/** Sends as Java: the one message object of each type is filled, handed over, and cleared again. */
final class Sending {
    private final Body body;

    Sending(Body body) {
        this.body = body;
    }

    void write(Stmt.Send s) {
        String out = body.machine().outgoing(s.message());
        body.trace(PointMap.Kind.SEND, s.span(), "send " + s.message().name());
        for (FieldValue value : s.values()) {
            switch (value) {
                case FieldValue.Scalar v -> {
                    v.condition().ifPresent(c -> body.open("if ($L)", body.value(c)));
                    assign(s.message(), v.field(), v.value());
                    v.condition().ifPresent(c -> body.close());
                }
                case FieldValue.Bits v -> bits(s.message(), v);
            }
        }
        List<MachineType.BeforeSending> before = body.machine().model().beforeSending();
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).message().kind() == s.message().kind()) {
                body.line("$L()", body.machine().beforeSending(i));
            }
        }
        body.line("effects.send($L)", out);
        body.line("$L.clear()", out);
    }

    /** Bits without a condition in one assignment, the others one by one. */
    private void bits(MessageType message, FieldValue.Bits v) {
        MessageNames names = body.machine().protocol().message(message);
        String place = body.machine().outgoing(message) + "." + names.field(v.field());
        var always = new ArrayList<CodeBlock>();
        for (FieldValue.Bit bit : v.bits()) {
            if (bit.condition().isEmpty()) {
                always.add(CodeBlock.of("$T.$L", names.type(), names.bit(v.field(), bit.name())));
            }
        }
        if (!always.isEmpty()) {
            body.line("$L = $L", place, CodeBlock.join(always, " | "));
        }
        for (FieldValue.Bit bit : v.bits()) {
            bit.condition().ifPresent(c -> {
                body.open("if ($L)", body.value(c));
                body.line("$L |= $T.$L", place, names.type(), names.bit(v.field(), bit.name()));
                body.close();
            });
        }
    }

    /** {@code OUT.X := value}. */
    void assign(Stmt.Target.OfOutgoing target, Expr value) {
        assign(target.message(), target.field(), value);
    }

    private void assign(MessageType message, MessageType.Field field, Expr value) {
        MessageNames names = body.machine().protocol().message(message);
        String out = body.machine().outgoing(message) + ".";
        body.assign(
                out + names.field(field),
                out + names.presence(field),
                value,
                field.type(),
                JavaType.of(field),
                message.prefix() + "." + field.name());
    }
}
