package dev.sequent.language.typing;

import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.syntax.SequentParser.SendContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code send <SEQ=ISS><CTL=SYN,ACK>}. */
final class SendChecker {
    private final MessageFields fields;
    private final MachineBodies bodies;
    private final LoopChecker loops;

    SendChecker(ExpressionChecker expressions, MachineBodies bodies, LoopChecker loops) {
        this.fields = new MessageFields(expressions);
        this.loops = loops;
        this.bodies = bodies;
    }

    @Nullable
    Stmt send(SendContext context, Span span) {
        MessageType message = fields.message(context.name(), span);
        if (message == null) {
            return null;
        }
        boolean wrong = loops.walksOver(bodies.beforeSending(message, span), span);
        List<Stmt.FieldValue> values = fields.values(message, context.fieldValue());
        return wrong || values == null ? null : new Stmt.Send(message, values, span);
    }
}
