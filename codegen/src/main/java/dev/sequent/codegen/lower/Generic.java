package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Value;
import dev.sequent.language.model.Type;
import java.util.function.IntSupplier;

/**
 * Converts between a value and its generic form, a number, which is used where values of all types are handled alike.
 */
final class Generic {
    /** What comes from outside belongs to no statement. */
    static final IntSupplier NO_POINT = () -> -1;

    private Generic() {}

    static Value outward(Value value, Type type) {
        return switch (Types.plain(type)) {
            case Type.Bool _ -> new Value.Ordinal(value);
            case Type.Seq _ -> new Value.Unsigned(value);
            case Type.UInt _,
                    Type.Int _,
                    Type.Duration _,
                    Type.Time _,
                    Type.Enum _,
                    Type.Ranges _,
                    Type.Row _,
                    Type.Optional _ -> value;
        };
    }

    /**
     * A fault when it is out of the type's range.
     *
     * @param point asked only when one is needed
     * @param place for the fault's message
     */
    static Value inward(IntSupplier point, Value number, Type type, String place) {
        String text = place + ": " + type.name();
        return switch (type) {
            case Type.Bool _ -> new Value.Truth(point.getAsInt(), number, text);
            case Type.Seq _ -> new Value.SequenceNumber(point.getAsInt(), number, text);
            case Type.UInt t -> new Value.InRange(point.getAsInt(), number, t.max(), text);
            case Type.Enum t -> new Value.Narrow(new Value.InRange(point.getAsInt(), number, Types.max(t), text));
            case Type.Int _, Type.Duration _, Type.Time _, Type.Ranges _, Type.Row _, Type.Optional _ -> number;
        };
    }
}
