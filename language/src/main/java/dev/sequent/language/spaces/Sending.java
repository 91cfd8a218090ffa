package dev.sequent.language.spaces;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.language.spaces.Breach.Kind;
import java.util.HashMap;
import java.util.Map;

/** The message that is being sent: which of its numbers move, and what is known of its bits. */
final class Sending {
    private final MotionReader reader;
    private Map<MessageType.Field, Motion> fields = new HashMap<>();

    Sending(MotionReader reader) {
        this.reader = reader;
    }

    Motion motion(MessageType.Field field) {
        return fields.getOrDefault(field, Motion.MOVES);
    }

    /** Takes the values that the statement names; its bits, as far as they are known. */
    Facts.Bits begin(Stmt.Send s, Facts facts) {
        fields = new HashMap<>();
        var bits = new Facts.Bits(0, -1);
        for (MessageType.Field field : s.message().fields()) {
            if (MotionReader.number(field.type())) {
                fields.put(field, field.optional() ? Motion.NOWHERE : Motion.STILL);
            }
        }
        for (Stmt.FieldValue value : s.values()) {
            switch (value) {
                case Stmt.FieldValue.Bits v -> bits = bits(v, facts);
                case Stmt.FieldValue.Scalar v -> scalar(v, facts, s.span());
            }
        }
        counts(s, bits);
        return bits;
    }

    void end() {
        fields = new HashMap<>();
    }

    private Facts.Bits bits(Stmt.FieldValue.Bits value, Facts facts) {
        var bits = new Facts.Bits(0, -1);
        for (Stmt.FieldValue.Bit bit : value.bits()) {
            bit.condition().ifPresent(c -> reader.read(c, Scene.of(facts)));
            Truth set = bit.condition()
                    .map(c -> Refinement.truth(c, Scene.of(facts)))
                    .orElse(Truth.TRUE);
            bits = switch (set) {
                case TRUE -> bits.with(bit.mask(), true);
                case FALSE -> bits;
                case UNKNOWN -> new Facts.Bits(bits.set(), bits.clear() & ~bit.mask());
            };
        }
        return bits;
    }

    private void scalar(Stmt.FieldValue.Scalar value, Facts facts, Span place) {
        value.condition().ifPresent(c -> reader.read(c, Scene.of(facts)));
        Facts known = facts;
        if (value.condition().isPresent()) {
            Scene scene = Refinement.refine(value.condition().get(), Scene.of(facts), true);
            if (scene == null) {
                return;
            }
            known = scene.facts();
        }
        Motion motion = reader.read(value.value(), Scene.of(known));
        if (MotionReader.number(value.field().type())) {
            set(value.field(), value.value(), motion, place);
        }
    }

    /** A number that goes out moves, or is a declared zero. */
    void set(MessageType.Field field, Expr value, Motion motion, Span place) {
        fields.put(field, motion);
        if (value instanceof Expr.Literal literal && literal.value() == 0) {
            reader.report(new Breach(Kind.ZERO, field.name(), place));
        } else if (motion == Motion.STILL || motion == Motion.EITHER) {
            reader.report(new Breach(Kind.SENT, field.name(), value.span()));
        }
    }

    /** So does one that is handed to the runtime. */
    void handedOut(Expr argument, Motion motion) {
        if (MotionReader.number(argument.type()) && (motion == Motion.STILL || motion == Motion.EITHER)) {
            reader.report(new Breach(Kind.SENT, Words.of(argument), argument.span()));
        }
    }

    /** Fields that count only with a bit are sent with it, and it with them. */
    private void counts(Stmt.Send s, Facts.Bits bits) {
        for (MessageType.Field field : s.message().fields()) {
            boolean named = s.values().stream()
                    .anyMatch(v -> v instanceof Stmt.FieldValue.Scalar scalar
                            && scalar.field().equals(field));
            if (field.when().isEmpty()) {
                if (!named && field.type() instanceof Type.Seq) {
                    reader.report(new Breach(Kind.SENT, field.name(), s.span()));
                }
                continue;
            }
            MessageType.When when = field.when().get();
            Truth bit = bits.of(when.mask());
            if (named && bit == Truth.FALSE) {
                reader.report(new Breach(Kind.WITHOUT_BIT, field.name(), when.bit(), s.span()));
            } else if (!named && bit != Truth.FALSE) {
                reader.report(new Breach(Kind.WITHOUT_FIELD, field.name(), when.bit(), s.span()));
            }
        }
    }
}
