package dev.sequent.packet.run;

import static dev.sequent.packet.run.ReplyCheck.differs;

import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.script.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares the value of a socket option with what the script expects. What a script demands and nobody can look at is
 * unsupported: it must not pass for what has been compared.
 */
final class OptionCheck {
    /** A field that a structure has. @param names that scripts have for it, the shortest first */
    private record Field(long value, List<String> names) {
        Field(long value, String... names) {
            this(value, List.of(names));
        }
    }

    private OptionCheck() {}

    /** What differs; empty if nothing does. */
    static Optional<String> difference(Value wanted, OptionSetting came) {
        if (isLeftOpen(wanted)) {
            return Optional.empty();
        }
        return switch (came) {
            case OptionSetting.Number number -> number(wanted, number.value());
            case OptionSetting.Linger linger ->
                fields(
                        wanted,
                        "struct linger",
                        new Field(linger.on() ? 1 : 0, "onoff", "l_onoff"),
                        new Field(linger.seconds(), "linger", "l_linger"));
            case OptionSetting.Time time ->
                fields(
                        wanted,
                        "struct timeval",
                        new Field(time.seconds(), "tv_sec"),
                        new Field(time.micros(), "tv_usec"));
            case OptionSetting.Name name -> name(wanted, name.text());
            case OptionSetting.Info info -> info(wanted, info.fields());
        };
    }

    /** A number that a call hands back through a pointer. */
    static Optional<String> number(Value wanted, long came) {
        if (isLeftOpen(wanted)) {
            return Optional.empty();
        }
        OptionalLong number = Values.number(wanted);
        if (number.isEmpty()) {
            throw incomparable("a number", wanted);
        }
        return (int) number.getAsLong() == (int) came
                ? Optional.empty()
                : differs("value", ScriptPrinter.value(wanted), "[" + came + "]");
    }

    private static Optional<String> name(Value wanted, String came) {
        if (!(wanted instanceof Value.Text text)) {
            throw incomparable("a name", wanted);
        }
        return text.text().equals(came)
                ? Optional.empty()
                : differs("value", ScriptPrinter.value(wanted), '"' + came + '"');
    }

    private static Optional<String> fields(Value wanted, String what, Field... fields) {
        Value.Struct struct = struct(wanted).orElseThrow(() -> incomparable("a " + what, wanted));
        boolean bare = struct.fields().stream().allMatch(f -> f.name().isEmpty());
        if (bare && struct.fields().size() > fields.length) {
            throw incomparable("a " + what, wanted);
        }
        Map<String, Long> actual = new LinkedHashMap<>();
        boolean same = true;
        for (int i = 0; i < struct.fields().size(); i++) {
            Value.Field demand = struct.fields().get(i);
            Field field = bare
                    ? fields[i]
                    : Arrays.stream(fields)
                            .filter(f -> f.names.contains(demand.name()))
                            .findFirst()
                            .orElseThrow(
                                    () -> new UnsupportedException("the field " + demand.name() + " of a " + what));
            actual.put(bare ? field.names.getFirst() : demand.name(), field.value);
            same &= same(demand, field.value);
        }
        return same ? Optional.empty() : differs("value", ScriptPrinter.value(wanted), text(actual));
    }

    private static Optional<String> info(Value wanted, Map<String, Long> fields) {
        Value.Struct struct = struct(wanted).orElseThrow(() -> incomparable("a struct tcp_info", wanted));
        Map<String, Long> actual = new LinkedHashMap<>();
        boolean same = true;
        for (Value.Field demand : struct.fields()) {
            if (demand.name().isEmpty()) {
                throw new UnsupportedException("fields of TCP_INFO without their names, as in {tcpi_state=TCP_LISTEN}");
            }
            Long value = fields.get(demand.name());
            if (value == null) {
                throw new UnsupportedException(demand.name() + ": the host does not let that be observed");
            }
            actual.put(demand.name(), value);
            same &= same(demand, value);
        }
        return same ? Optional.empty() : differs("value", ScriptPrinter.value(wanted), text(actual));
    }

    private static boolean same(Value.Field demand, long came) {
        if (isLeftOpen(demand.value())) {
            return true;
        }
        OptionalLong number = Values.number(demand.value());
        return number.orElseThrow(() -> incomparable("the number " + demand.name(), demand.value())) == came;
    }

    private static String text(Map<String, Long> fields) {
        List<String> words = new ArrayList<>();
        fields.forEach((name, value) -> words.add(name + "=" + value));
        return "{" + String.join(", ", words) + "}";
    }

    private static Optional<Value.Struct> struct(Value value) {
        if (value instanceof Value.Array array && array.elements().size() == 1) {
            return struct(array.elements().getFirst());
        }
        return value instanceof Value.Struct struct ? Optional.of(struct) : Optional.empty();
    }

    /** Whether the script does not want to look at it. */
    private static boolean isLeftOpen(Value value) {
        return value instanceof Value.Omitted
                || value instanceof Value.Anything
                || value instanceof Value.Array array
                        && array.elements().size() == 1
                        && isLeftOpen(array.elements().getFirst());
    }

    private static UnsupportedException incomparable(String what, Value wanted) {
        return new UnsupportedException("comparing " + what + " with " + ScriptPrinter.value(wanted));
    }
}
