package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.HandlerMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.syntax.SequentParser.FieldPartContext;
import dev.sequent.language.syntax.SequentParser.FieldValueContext;
import dev.sequent.language.syntax.SequentParser.NameContext;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages as they are written: {@code SEGMENT <SEQ=ISS><CTL=SYN,ACK>}. */
final class MessageFields {
    private final ExpressionChecker expressions;
    private final Session session;
    private final ProtocolScope protocol;

    MessageFields(ExpressionChecker expressions) {
        this.expressions = expressions;
        this.protocol = expressions.routine.protocol;
        this.session = protocol.session;
    }

    /** The message named, or the only one there is; null after a report. */
    @Nullable
    MessageType message(@Nullable NameContext written, Span span) {
        if (written == null) {
            if (protocol.messages.size() != 1) {
                if (!session.anythingBroken()) {
                    session.report(HandlerMessages.whichMessage(span, protocol.messages.names()));
                }
                return null;
            }
            return protocol.messages.all().getFirst();
        }
        String name = written.getText();
        MessageType message = protocol.messages.get(name);
        if (message == null && !protocol.messages.has(name) && !session.excused(name)) {
            session.report(NameMessages.unknown("message", name, Spans.of(written), protocol.messages.names()));
        }
        return message;
    }

    /** Null after a report. */
    @Nullable
    List<Stmt.FieldValue> values(MessageType message, List<FieldValueContext> fields) {
        boolean wrong = false;
        var values = new ArrayList<Stmt.FieldValue>();
        var names = SymbolTable.<Stmt.FieldValue>ofValues("field");
        for (FieldValueContext written : fields) {
            String name = written.name().getText();
            Span at = Spans.of(written.name());
            Optional<MessageType.Field> field =
                    message.fields().stream().filter(f -> f.name().equals(name)).findFirst();
            if (field.isEmpty()) {
                unknownField(message, name, at);
                wrong = true;
                continue;
            }
            wrong |= !names.claim(name, at, session);
            Stmt.FieldValue value =
                    field.get().bits().isEmpty() ? scalar(field.get(), written) : bits(field.get(), written);
            wrong |= value == null;
            if (value != null) {
                values.add(value);
            }
        }
        return wrong ? null : List.copyOf(values);
    }

    private void unknownField(MessageType message, String name, Span at) {
        if (session.excused(name)) {
            return;
        }
        if (message.derived().stream().anyMatch(d -> d.name().equals(name))) {
            session.report(NameMessages.notAssignable(name, "it is computed", at));
            return;
        }
        session.report(NameMessages.unknown(
                "field of " + message.name(),
                name,
                at,
                message.fields().stream().map(MessageType.Field::name).toList()));
    }

    private Stmt.@Nullable FieldValue scalar(MessageType.Field field, FieldValueContext written) {
        if (written.fieldPart().size() > 1) {
            session.report(HandlerMessages.oneValue(field.name(), Spans.of(written.fieldPart(1))));
            return null;
        }
        FieldPartContext part = written.fieldPart(0);
        Condition condition = condition(part);
        if (condition != null) {
            expressions.routine.openAssumptions(
                    Coercions.tested(condition.expr().orElse(null)));
        }
        Expr value = expressions.as(field.type(), part.sum());
        if (condition != null) {
            expressions.routine.closeAssumptions();
        }
        return value == null || condition == null ? null : new Stmt.FieldValue.Scalar(field, value, condition.expr());
    }

    private Stmt.@Nullable FieldValue bits(MessageType.Field field, FieldValueContext written) {
        var bits = new ArrayList<Stmt.FieldValue.Bit>();
        var names = SymbolTable.<Stmt.FieldValue.Bit>ofValues("bit");
        boolean wrong = false;
        for (FieldPartContext part : written.fieldPart()) {
            String name = Spans.text(part.sum());
            Span at = Spans.of(part.sum());
            Condition condition = condition(part);
            if (!field.bits().contains(name)) {
                session.report(NameMessages.unknown("bit of " + field.name(), name, at, field.bits()));
                wrong = true;
                continue;
            }
            wrong |= condition == null || !names.claim(name, at, session);
            if (condition != null) {
                bits.add(new Stmt.FieldValue.Bit(name, NameResolver.mask(field, name), condition.expr()));
            }
        }
        return wrong ? null : new Stmt.FieldValue.Bits(field, List.copyOf(bits));
    }

    private record Condition(Optional<Expr> expr) {}

    /** Null when there is one and it is wrong. */
    private @Nullable Condition condition(FieldPartContext part) {
        if (part.expr() == null) {
            return new Condition(Optional.empty());
        }
        Expr condition = expressions.condition(part.expr());
        return condition == null ? null : new Condition(Optional.of(condition));
    }
}
