package dev.sequent.check.text;

import dev.sequent.language.model.Spelling;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.RangeSet;
import java.util.List;

/** Values in the language's own spelling. */
public final class ValueText {
    private static final long[] UNITS = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L};
    private static final String[] NAMES = {"h", "min", "s", "ms", "us", "ns"};

    private ValueText() {}

    /** @param value in the generic form of {@link Type} */
    public static String text(Type type, long value) {
        return Spelling.of(type, value);
    }

    /**
     * The inverse of {@link #text(Type, long)}.
     *
     * @return in the generic form of {@link Type}
     * @throws IllegalArgumentException when the text is no value of the type
     */
    public static long parse(Type type, String text) {
        try {
            return read(type, text);
        } catch (NumberFormatException e) {
            throw no(type, text);
        }
    }

    private static IllegalArgumentException no(Type type, String text) {
        return new IllegalArgumentException("\"" + text + "\" is no " + type.name());
    }

    private static long read(Type type, String text) {
        return switch (type) {
            case Type.Bool ignored when text.equals("true") -> 1;
            case Type.Bool ignored when text.equals("false") -> 0;
            case Type.Enum names
            when names.constants().contains(text) -> names.constants().indexOf(text);
            case Type.Duration ignored -> nanoseconds(text);
            case Type.Time ignored -> nanoseconds(text);
            case Type.Optional optional -> read(optional.of(), text);
            case Type.UInt ignored -> Long.parseUnsignedLong(text);
            case Type.Seq ignored -> Integer.toUnsignedLong(Integer.parseUnsignedInt(text));
            case Type.Int ignored -> Long.parseLong(text);
            case Type.Bool _, Type.Enum _, Type.Ranges _, Type.Row _ -> throw no(type, text);
        };
    }

    private static long nanoseconds(String text) {
        String[] parts = text.split(" ");
        int unit = parts.length == 2 ? List.of(NAMES).indexOf(parts[1]) : -1;
        if (unit < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no length of time");
        }
        return Math.multiplyExact(Long.parseLong(parts[0]), UNITS[unit]);
    }

    /** For instance {@code {100 .. 200, 300 .. 400}}: half-open ranges in order. */
    public static String text(RangeSet ranges) {
        var text = new StringBuilder("{");
        for (int i = 0; i < ranges.count(); i++) {
            text.append(i == 0 ? "" : ", ");
            text.append(Integer.toUnsignedString(ranges.from(i))).append(" .. ");
            text.append(Integer.toUnsignedString(ranges.to(i)));
        }
        return text.append('}').toString();
    }
}
