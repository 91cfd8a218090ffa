package dev.sequent.codegen;

import com.palantir.javapoet.TypeName;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;

/** How values of the language lie in Java: three primitive shapes. */
enum JavaType {
    BOOLEAN(TypeName.BOOLEAN, boolean.class, "false"),
    /** Sequence numbers, enums, rows of tables (slots), bits. */
    INT(TypeName.INT, int.class, "0"),
    /** Integers, durations, times. */
    LONG(TypeName.LONG, long.class, "0L");

    /** The largest sequence number, and the mask that makes one a long. */
    static final long SEQ_MAX = 0xffffffffL;

    private final TypeName typeName;
    private final Class<?> primitive;
    private final String zero;

    JavaType(TypeName typeName, Class<?> primitive, String zero) {
        this.typeName = typeName;
        this.primitive = primitive;
        this.zero = zero;
    }

    Class<?> primitive() {
        return primitive;
    }

    TypeName typeName() {
        return typeName;
    }

    String zero() {
        return zero;
    }

    /** Of a scalar or of what an optional holds. */
    static JavaType of(Type type) {
        return switch (type) {
            case Type.Bool t -> BOOLEAN;
            case Type.UInt t -> LONG;
            case Type.Int t -> LONG;
            case Type.Seq t -> INT;
            case Type.Duration t -> LONG;
            case Type.Time t -> LONG;
            case Type.Enum t -> INT;
            case Type.Row t -> INT;
            case Type.Optional t -> of(t.of());
            case Type.Ranges t -> throw new IllegalArgumentException("a set of ranges is not a scalar");
        };
    }

    static JavaType of(MessageType.Field field) {
        return field.bits().isEmpty() || !(field.type() instanceof Type.UInt u) || u.bits() > 16 ? of(field.type()) : INT;
    }

    static Type plain(Type type) {
        return type instanceof Type.Optional o ? o.of() : type;
    }

    /** Largest value of a type whose smallest is 0; {@code Long.MAX_VALUE} also for those without limits. */
    static long max(Type type) {
        return switch (plain(type)) {
            case Type.Bool t -> 1;
            case Type.UInt t -> t.max();
            case Type.Seq t -> SEQ_MAX;
            case Type.Enum t -> t.constants().size() - 1L;
            default -> Long.MAX_VALUE;
        };
    }

    /** Can a store into the type be out of range? */
    static boolean limited(Type type) {
        return plain(type) instanceof Type.UInt;
    }

    /** Bits of a value in an encoding; an optional's own bit comes on top. */
    static int width(Type type) {
        return switch (plain(type)) {
            case Type.Bool t -> 1;
            case Type.UInt t -> t.bits();
            case Type.Seq t -> 32;
            case Type.Enum t -> widthOfChoice(t.constants().size());
            default -> 64;
        };
    }

    /** The least number of bits that tells so many ordinals apart. */
    static int widthOfChoice(int choices) {
        return 32 - Integer.numberOfLeadingZeros(choices - 1);
    }
}
