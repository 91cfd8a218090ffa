package dev.sequent.check.reference;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What a machine remembers, as a list of numbers: its encoding, taken apart as the interpreter documents it, so that
 * the points in time among the numbers can be found and moved.
 */
final class Layout {
    private final MachineType model;

    private interface Cursor {
        long next(int width, boolean time);
    }

    Layout(MachineType model) {
        this.model = model;
    }

    List<Long> read(dev.sequent.runtime.Machine machine) {
        var writer = new BitWriter();
        machine.encode(writer);
        var reader = new BitReader(writer.toArray());
        var image = new ArrayList<Long>();
        walk((width, time) -> {
            long value = width == 0 ? 0 : reader.get(width);
            image.add(value);
            return value;
        });
        return List.copyOf(image);
    }

    void write(List<Long> image, dev.sequent.runtime.Machine machine) {
        var writer = new BitWriter();
        Iterator<Long> values = image.iterator();
        walk((width, time) -> {
            long value = values.next();
            if (width > 0) {
                writer.put(value, width);
            }
            return value;
        });
        machine.decode(new BitReader(writer.toArray()));
    }

    static int state(List<Long> image) {
        return image.getFirst().intValue();
    }

    List<Long> times(List<Long> image) {
        var found = new ArrayList<Long>();
        moved(image, t -> {
            found.add(t);
            return t;
        });
        return found;
    }

    /** With each point in time replaced by another. */
    List<Long> moved(List<Long> image, LongUnaryOperator moves) {
        var result = new ArrayList<Long>();
        Iterator<Long> values = image.iterator();
        walk((width, time) -> {
            long value = values.next();
            result.add(time ? moves.applyAsLong(value) : value);
            return value;
        });
        return List.copyOf(result);
    }

    private void walk(Cursor cursor) {
        cursor.next(choice(model.states().size()), false);
        for (var variable : model.variables()) {
            if (variable.type() instanceof Type.Ranges ranges) {
                long count = cursor.next(choice(ranges.capacity() + 1), false);
                for (long i = 0; i < 2 * count; i++) {
                    cursor.next(32, false);
                }
            } else {
                scalar(cursor, variable.type(), true);
            }
        }
        model.timers().forEach(t -> cursor.next(1, false));
        for (var table : model.tables()) {
            for (int slot = 0; slot < table.capacity(); slot++) {
                boolean occupied = cursor.next(1, false) == 1;
                table.columns().forEach(c -> scalar(cursor, c.type(), occupied));
            }
        }
    }

    private static void scalar(Cursor cursor, Type type, boolean counts) {
        if (type instanceof Type.Optional optional) {
            boolean present = cursor.next(1, false) == 1;
            cursor.next(width(optional.of()), counts && present && optional.of() instanceof Type.Time);
        } else {
            cursor.next(width(type), counts && type instanceof Type.Time);
        }
    }

    private static int width(Type type) {
        return switch (type) {
            case Type.Bool b -> 1;
            case Type.UInt u -> u.bits();
            case Type.Seq s -> 32;
            case Type.Enum e -> choice(e.constants().size());
            case Type.Int i -> 64;
            case Type.Duration d -> 64;
            case Type.Time t -> 64;
            case Type.Ranges r -> throw new IllegalArgumentException("not a scalar");
            case Type.Row r -> throw new IllegalArgumentException("not a scalar");
            case Type.Optional o -> throw new IllegalArgumentException("not a plain scalar");
        };
    }

    /** The bits that tell so many ordinals apart. */
    private static int choice(int choices) {
        return 32 - Integer.numberOfLeadingZeros(choices - 1);
    }
}
