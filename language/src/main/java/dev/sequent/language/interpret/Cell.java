package dev.sequent.language.interpret;

import dev.sequent.language.model.Type;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Fault;
import java.util.OptionalLong;

/** A typed place that holds one scalar, or none when the type is optional: a variable, a local, a field, a column. */
final class Cell {
    private final String name;
    private final Type type;
    private OptionalLong content;

    /** Zero, or none. @param name for messages of faults */
    Cell(String name, Type type) {
        this.name = name;
        this.type = type;
        this.content = empty();
    }

    boolean optional() {
        return type instanceof Type.Optional;
    }

    boolean present() {
        return content.isPresent();
    }

    OptionalLong content() {
        return content;
    }

    /** The value; 0 when there is none. */
    long number() {
        return content.orElse(0);
    }

    /** @throws Fault when the type does not hold the value */
    void set(long value) {
        var plain = type instanceof Type.Optional o ? o.of() : type;
        if (!holds(plain, value)) {
            throw new Fault(-1, name + ": " + value + " is out of the range of " + plain.name());
        }
        content = OptionalLong.of(value);
    }

    /** @throws Fault when the type does not hold the value */
    void set(OptionalLong value) {
        if (value.isPresent()) {
            set(value.getAsLong());
        } else {
            clear();
        }
    }

    /** Zero, or none. */
    void clear() {
        content = empty();
    }

    /** A point in time moves into the past, and is lost beyond the horizon; nothing else changes. */
    void age(long elapsed, long horizon) {
        if (isTime()) {
            content = OptionalLong.of(Moment.of(number()).aged(elapsed, horizon).number());
        }
    }

    private boolean isTime() {
        var plain = type instanceof Type.Optional o ? o.of() : type;
        return plain instanceof Type.Time && present();
    }

    private OptionalLong empty() {
        return optional() ? OptionalLong.empty() : OptionalLong.of(0);
    }

    void encode(BitWriter out) {
        if (type instanceof Type.Optional o) {
            out.put(present());
            out.put(number(), width(o.of()));
        } else {
            out.put(number(), width(type));
        }
    }

    void decode(BitReader in) {
        if (type instanceof Type.Optional o) {
            var some = in.get(1) == 1;
            var value = read(in, width(o.of()));
            content = some ? OptionalLong.of(value) : OptionalLong.empty();
        } else {
            content = OptionalLong.of(read(in, width(type)));
        }
    }

    private static long read(BitReader in, int width) {
        return width == 0 ? 0 : in.get(width);
    }

    static boolean holds(Type type, long value) {
        return switch (type) {
            case Type.Bool b -> value == 0 || value == 1;
            case Type.UInt u -> u.bits() == 64 ? value >= 0 : value >= 0 && value < 1L << u.bits();
            case Type.Seq s -> value >= 0 && value <= 4294967295L;
            case Type.Enum e -> value >= 0 && value < e.constants().size();
            case Type.Int i -> true;
            case Type.Duration d -> true;
            case Type.Time t -> true;
            case Type.Row r -> value >= 0 && value < r.table().capacity();
            case Type.Ranges r -> throw new IllegalArgumentException("a set of ranges is not a scalar");
            case Type.Optional o -> holds(o.of(), value);
        };
    }

    /** How many bits a value takes in an encoding. */
    static int width(Type type) {
        return switch (type) {
            case Type.Bool b -> 1;
            case Type.UInt u -> u.bits();
            case Type.Seq s -> 32;
            case Type.Enum e -> widthOfChoice(e.constants().size());
            case Type.Int i -> 64;
            case Type.Duration d -> 64;
            case Type.Time t -> 64;
            case Type.Row r -> throw new IllegalArgumentException("a row is not stored");
            case Type.Ranges r -> throw new IllegalArgumentException("a set of ranges is not a scalar");
            case Type.Optional o -> 1 + width(o.of());
        };
    }

    /** The least number of bits that tells {@code choices} ordinals apart. */
    static int widthOfChoice(int choices) {
        int width = 0;
        while (Math.pow(2, width) < choices) {
            width++;
        }
        return width;
    }
}
