package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.ContractMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.NameContext;
import dev.sequent.language.syntax.Spans;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of a message's fields is the sequence number of its first octet of data. */
final class DataPlace {
    private final List<Field> fields;
    private final List<MessageType.Derived> derived;
    private final Session session;

    DataPlace(List<Field> fields, List<MessageType.Derived> derived, Session session) {
        this.fields = fields;
        this.derived = derived;
        this.session = session;
    }

    /** @param context the name that is given to it; null for none */
    Optional<Expr> of(@Nullable NameContext context) {
        if (context == null || session.excused(context.getText())) {
            return Optional.empty();
        }
        String name = context.getText();
        Span span = Spans.of(context);
        Optional<Expr> found = fields.stream()
                .filter(f -> f.name().equals(name) && !f.network())
                .<Expr>map(f -> new Expr.OwnField(f, span))
                .findFirst()
                .or(() -> derived.stream()
                        .filter(d -> d.name().equals(name))
                        .map(MessageType.Derived::value)
                        .findFirst());
        Optional<Type> type = Stream.concat(
                        fields.stream().filter(f -> f.name().equals(name)).map(Field::type),
                        derived.stream().filter(d -> d.name().equals(name)).map(MessageType.Derived::type))
                .findFirst();
        if (found.isEmpty() || type.isEmpty()) {
            session.report(NameMessages.unknown("field", name, span, sequenceNumbers()));
            return Optional.of(new Expr.Literal(0, Type.SEQ, span)); // it was said where, if wrongly
        } else if (!(type.get() instanceof Type.Seq)) {
            session.report(ContractMessages.notASequenceNumber(name, type.get(), "where the data begins", span));
        }
        return found;
    }

    private List<String> sequenceNumbers() {
        return Stream.concat(
                        fields.stream()
                                .filter(f -> f.type() instanceof Type.Seq)
                                .map(Field::name),
                        derived.stream()
                                .filter(d -> d.type() instanceof Type.Seq)
                                .map(MessageType.Derived::name))
                .toList();
    }
}
