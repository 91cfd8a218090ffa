package dev.sequent.language.model;

/** Values in the language's own spelling. */
public final class Spelling {
    private static final long[] UNITS = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L};
    private static final String[] NAMES = {"h", "min", "s", "ms", "us", "ns"};

    private Spelling() {}

    /** @param value in the generic form of {@link Type} */
    public static String of(Type type, long value) {
        return switch (type) {
            case Type.Bool ignored -> value != 0 ? "true" : "false";
            case Type.Enum names ->
                value >= 0 && value < names.constants().size()
                        ? names.constants().get((int) value)
                        : "?" + value;
            case Type.Duration ignored -> duration(value);
            case Type.Time ignored -> duration(value);
            case Type.Optional optional -> of(optional.of(), value);
            case Type.UInt ignored -> Long.toUnsignedString(value);
            case Type.Int _, Type.Seq _, Type.Ranges _, Type.Row _ -> Long.toString(value);
        };
    }

    /** With the largest unit that leaves a whole number. */
    private static String duration(long nanoseconds) {
        if (nanoseconds == 0) {
            return "0 s";
        }
        for (int i = 0; i < UNITS.length; i++) {
            if (nanoseconds % UNITS[i] == 0) {
                return nanoseconds / UNITS[i] + " " + NAMES[i];
            }
        }
        throw new IllegalStateException("every number is a multiple of 1");
    }
}
