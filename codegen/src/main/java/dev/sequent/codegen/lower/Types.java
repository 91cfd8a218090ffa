package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Shape;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;

/** What the types of the language become. */
final class Types {
    /** The largest sequence number. */
    static final long SEQ_MAX = 0xffffffffL;

    private Types() {}

    static Type plain(Type type) {
        return type instanceof Type.Optional o ? o.of() : type;
    }

    static boolean optional(Type type) {
        return type instanceof Type.Optional;
    }

    /** Of a scalar or of what an optional holds. */
    static Shape shape(Type type) {
        return switch (type) {
            case Type.Bool _ -> Shape.FLAG;
            case Type.Seq _, Type.Enum _, Type.Row _ -> Shape.WORD;
            case Type.UInt _, Type.Int _, Type.Duration _, Type.Time _ -> Shape.NUMBER;
            case Type.Optional t -> shape(t.of());
            case Type.Ranges _ -> throw new IllegalArgumentException("a set of ranges is not a scalar");
        };
    }

    static Shape shape(Expr expr) {
        return shape(expr.type());
    }

    /** Bits lie in a word where they can. */
    static Shape shape(MessageType.Field field) {
        return !field.bits().isEmpty() && field.type() instanceof Type.UInt u && u.bits() <= 16
                ? Shape.WORD
                : shape(field.type());
    }

    /** Largest value of a type whose smallest is 0; {@code Long.MAX_VALUE} also for those without limits. */
    static long max(Type type) {
        return switch (plain(type)) {
            case Type.Bool _ -> 1;
            case Type.UInt t -> t.max();
            case Type.Seq _ -> SEQ_MAX;
            case Type.Enum t -> t.constants().size() - 1L;
            case Type.Int _, Type.Duration _, Type.Time _, Type.Row _, Type.Ranges _, Type.Optional _ -> Long.MAX_VALUE;
        };
    }

    /** Whether a store into the type can be out of range. */
    static boolean limited(Type type) {
        return plain(type) instanceof Type.UInt;
    }

    /** Bits of a value in an encoding; an optional's own bit comes on top. */
    static int width(Type type) {
        return switch (plain(type)) {
            case Type.Bool _ -> 1;
            case Type.UInt t -> t.bits();
            case Type.Seq _ -> 32;
            case Type.Enum t -> widthOfChoice(t.constants().size());
            case Type.Int _, Type.Duration _, Type.Time _, Type.Row _, Type.Ranges _, Type.Optional _ -> 64;
        };
    }

    /** The least number of bits that tells so many ordinals apart. */
    static int widthOfChoice(int choices) {
        return 32 - Integer.numberOfLeadingZeros(choices - 1);
    }

    static boolean time(Type type) {
        return plain(type) instanceof Type.Time;
    }
}
