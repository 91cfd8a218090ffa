package dev.sequent.codegen.validation;

import dev.sequent.language.model.Type;
import java.util.List;
import java.util.Random;

/** Draws values of the language's types, in generic form. */
final class Values {
    private static final long[] STEPS = {0, 0, 0, 0, 1, 1, -1, -1, 2, -2, 3, 10, 100, 536, 1460, -1460};
    private static final long SPACE = 1L << 32;

    private Values() {}

    /** Evenly over the type, or over its lower part where it is too wide for that to say anything. */
    static long any(Type type, Random random) {
        return switch (type) {
            case Type.Bool t -> random.nextInt(2);
            case Type.Enum t -> random.nextInt(t.constants().size());
            case Type.UInt t -> random.nextLong(Math.min(t.max(), SPACE - 1) + 1);
            case Type.Seq t -> random.nextLong(SPACE);
            case Type.Int t -> random.nextLong(-SPACE, SPACE);
            case Type.Duration t -> random.nextLong(10_000_000_000L);
            case Type.Time t -> random.nextLong(10_000_000_000L);
            case Type.Optional t -> any(t.of(), random);
            case Type.Ranges t -> throw new IllegalArgumentException("not a scalar");
            case Type.Row t -> throw new IllegalArgumentException("not a scalar");
        };
    }

    /**
     * A value at which a specification is likely to decide something: at or beside one of the given numbers, a sum of
     * two of them, the ends of the type, a power of two; rarely just any.
     *
     * @param numbers values that the machine holds at the moment, of types that compare with this one
     */
    static long near(Type type, List<Long> numbers, Random random) {
        if (type instanceof Type.Bool || type instanceof Type.Enum) {
            return any(type, random);
        }
        if (type instanceof Type.Optional o) {
            return near(o.of(), numbers, random);
        }
        if (type instanceof Type.Duration && random.nextInt(3) > 0) {
            return any(type, random); // A few nanoseconds say little.
        }
        var step = STEPS[random.nextInt(STEPS.length)];
        var at = switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> one(numbers, random) + step;
            case 5, 6 -> one(numbers, random) + random.nextInt(3000);
            case 7 -> random.nextInt(4);
            case 8 -> random.nextInt(3000);
            case 9 -> (1L << random.nextInt(34)) + random.nextInt(-1, 2);
            case 10 -> type instanceof Type.Seq ? one(numbers, random) + (SPACE / 2) + random.nextInt(-1, 2) : -step;
            default -> any(type, random);
        };
        return fitting(type, at, random);
    }

    private static long one(List<Long> numbers, Random random) {
        return numbers.isEmpty() ? 0 : numbers.get(random.nextInt(numbers.size()));
    }

    private static long fitting(Type type, long value, Random random) {
        return switch (type) {
            case Type.Seq t -> Math.floorMod(value, SPACE);
            case Type.UInt t when value < 0 -> random.nextBoolean() ? 0 : t.max();
            case Type.UInt t when value > t.max() -> random.nextBoolean() ? t.max() : Math.floorMod(value, t.max() + 1);
            case Type.UInt _,
                    Type.Bool _,
                    Type.Int _,
                    Type.Duration _,
                    Type.Time _,
                    Type.Enum _,
                    Type.Ranges _,
                    Type.Row _,
                    Type.Optional _ -> value;
        };
    }
}
