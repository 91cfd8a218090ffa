package dev.sequent.check;

import dev.sequent.check.text.ValueText;
import dev.sequent.language.diagnostic.Nearest;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Param;
import dev.sequent.language.model.Type;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code NAME=VALUE} says about a parameter of a specification: values are spelled as in the language
 * ({@code 200ms}, {@code 2 min}, {@code 65_535}, {@code true}, an enum's constant) and lie within the range that the
 * specification declares.
 */
public record ParameterValue(Param param, long value) {
    private static final Pattern QUANTITY = Pattern.compile("(\\d[\\d_]*(?:\\.\\d+)?) ?([a-zA-Z]*)");
    private static final Map<String, Long> UNITS = units();

    private static Map<String, Long> units() {
        var units = new LinkedHashMap<String, Long>();
        units.put("ns", 1L);
        units.put("us", 1_000L);
        units.put("ms", 1_000_000L);
        units.put("s", 1_000_000_000L);
        units.put("min", 60_000_000_000L);
        units.put("h", 3_600_000_000_000L);
        return units;
    }

    /**
     * Reads one setting.
     *
     * @param setting {@code NAME=VALUE}
     * @throws IllegalArgumentException says what is wrong and what would be right
     */
    public static ParameterValue parse(Protocol protocol, String setting) {
        int equals = setting.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(setting + ": write NAME=VALUE, for instance " + example(protocol));
        }
        String name = setting.substring(0, equals).strip();
        String text = setting.substring(equals + 1).strip();
        List<Param> params = protocol.params();
        Param param = params.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = params.stream().map(Param::name).toList();
                    return new IllegalArgumentException(setting + ": " + protocol.name() + " has no parameter " + name
                            + meant(name, names) + " (all of them: sequent check --list)");
                });
        long value = value(param, text, setting + ": ");
        if (value < param.min() || value > param.max()) {
            throw new IllegalArgumentException(
                    setting + ": " + name + " is from " + ValueText.text(param.type(), param.min()) + " to "
                            + ValueText.text(param.type(), param.max()) + " (" + param.span() + ")");
        }
        return new ParameterValue(param, value);
    }

    private static String meant(String written, List<String> known) {
        String hint = Nearest.hint(written, known);
        return hint.isEmpty() ? "" : "; " + hint;
    }

    private static String example(Protocol protocol) {
        return protocol.params().stream()
                .findFirst()
                .map(p -> p.name() + "="
                        + ValueText.text(p.type(), p.defaultValue()).replace(" ", ""))
                .orElse("MSL=1s");
    }

    private static long value(Param param, String text, String where) {
        return switch (param.type()) {
            case Type.Bool _ ->
                switch (text) {
                    case "true" -> 1;
                    case "false" -> 0;
                    default ->
                        throw new IllegalArgumentException(
                                where + param.name() + " is true or false, not '" + text + "'");
                };
            case Type.Duration _ -> duration(text, where + param.name());
            case Type.Enum names -> {
                int ordinal = names.constants().indexOf(text);
                if (ordinal < 0) {
                    throw new IllegalArgumentException(where + param.name() + " is one of "
                            + String.join(", ", names.constants()) + meant(text, names.constants()));
                }
                yield ordinal;
            }
            case Type.UInt type -> integer(param, text, where, 0, type.max());
            case Type.Seq _ -> integer(param, text, where, 0, 0xFFFF_FFFFL);
            case Type.Int _, Type.Time _, Type.Ranges _, Type.Optional _, Type.Row _ ->
                integer(param, text, where, Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    private static long integer(Param param, String text, String where, long least, long most) {
        try {
            long value = Long.parseLong(text.replace("_", ""));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    where + param.name() + " is a whole number (" + param.type().name() + "), not '" + text + "'");
        }
        throw new IllegalArgumentException(
                where + param.name() + " is a " + param.type().name() + ", from " + least + " to " + most);
    }

    /**
     * Reads a length of time, a number and its unit, for instance {@code 200ms}, {@code 1.5 s}, {@code 2min}.
     *
     * @param what for the message: what has this duration
     * @return nanoseconds
     * @throws IllegalArgumentException says what is wrong and what would be right
     */
    public static long duration(String text, String what) {
        Matcher m = QUANTITY.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    what + " is a length of time like 200ms, 1s or 2min, not '" + text + "'");
        }
        Long unit = UNITS.get(m.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw new IllegalArgumentException(
                    what + " needs a unit, one of " + String.join(", ", UNITS.keySet()) + ", as in " + m.group(1)
                            + "s; '" + text + "' has " + (m.group(2).isEmpty() ? "none" : "another"));
        }
        try {
            return new BigDecimal(m.group(1).replace("_", ""))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(what + ": '" + text + "' is too long, or finer than a nanosecond");
        }
    }

    /** As the language writes it: {@code MSL = 1 s}. */
    @Override
    public String toString() {
        return param.name() + " = " + ValueText.text(param.type(), value);
    }
}
