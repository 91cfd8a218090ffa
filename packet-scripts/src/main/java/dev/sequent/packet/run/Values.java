package dev.sequent.packet.run;

import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.script.Symbols;
import dev.sequent.packet.script.Value;
import dev.sequent.wire.Ipv4Address;
import java.util.Optional;
import java.util.OptionalLong;

/** Arguments of system calls as numbers. */
final class Values {
    private Values() {}

    /** A number; empty for what is not one. */
    static OptionalLong number(Value value) {
        return switch (value) {
            case Value.Number number -> OptionalLong.of(number.value());
            case Value.Symbol symbol -> Symbols.value(symbol.name());
            case Value.Or or -> {
                long all = 0;
                for (Value part : or.parts()) {
                    OptionalLong one = number(part);
                    if (one.isEmpty()) {
                        yield one;
                    }
                    all |= one.getAsLong();
                }
                yield OptionalLong.of(all);
            }
            case Value.Function f
            when f.arguments().size() == 1 && !f.name().startsWith("inet") ->
                number(f.arguments().getFirst());
            case Value.Function ignored -> OptionalLong.empty();
            case Value.Array array
            when array.elements().size() == 1 -> number(array.elements().getFirst());
            case Value.Array ignored -> OptionalLong.empty();
            case Value.Omitted ignored -> OptionalLong.empty();
            case Value.Anything ignored -> OptionalLong.empty();
            case Value.Text ignored -> OptionalLong.empty();
            case Value.Struct ignored -> OptionalLong.empty();
        };
    }

    /** A number of 32 bits, which may be written with or without a sign. */
    static int integer(Value value, String what) {
        long number = number(value)
                .orElseThrow(() ->
                        new UnsupportedException(what + " should be a number, not " + ScriptPrinter.value(value)));
        if (number < Integer.MIN_VALUE || number > 0xFFFF_FFFFL) {
            throw new UnsupportedException(what + " has no more than 32 bits: " + ScriptPrinter.value(value));
        }
        return (int) number;
    }

    /** A field of a structure, by one of its names; or by its place, if the fields have no names. */
    static Optional<Value> field(Value value, int place, String... names) {
        if (!(value instanceof Value.Struct struct)) {
            return value instanceof Value.Array array && array.elements().size() == 1
                    ? field(array.elements().getFirst(), place, names)
                    : Optional.empty();
        }
        for (Value.Field field : struct.fields()) {
            for (String name : names) {
                if (field.name().equals(name)) {
                    return Optional.of(field.value());
                }
            }
        }
        boolean bare = struct.fields().stream().allMatch(f -> f.name().isEmpty());
        return bare && place < struct.fields().size()
                ? Optional.of(struct.fields().get(place).value())
                : Optional.empty();
    }

    /** A socket address; empty if the script leaves it to the tool. */
    static Optional<Address> address(Value value) {
        if (value instanceof Value.Omitted || value instanceof Value.Anything) {
            return Optional.empty();
        }
        Optional<Value> family = field(value, 0, "sa_family", "sin_family");
        if (family.isEmpty()) {
            throw new UnsupportedException("an address should be {sa_family = AF_INET, sin_port = htons(80), "
                    + "sin_addr = inet_addr(\"192.0.2.1\")} or ..., not " + ScriptPrinter.value(value));
        }
        int number = integer(family.get(), "the family of an address");
        int port = field(value, 1, "sin_port").map(p -> integer(p, "a port")).orElse(0);
        if (port < 0 || port > 65_535) {
            throw new UnsupportedException("a port is from 0 to 65535, not " + port);
        }
        Ipv4Address host = field(value, 2, "sin_addr").map(Values::host).orElse(new Ipv4Address(0));
        return Optional.of(new Address(number, host, port));
    }

    private static Ipv4Address host(Value value) {
        if (value instanceof Value.Function f
                && f.name().equals("inet_addr")
                && f.arguments().size() == 1
                && f.arguments().getFirst() instanceof Value.Text text) {
            try {
                return Ipv4Address.parse(text.text());
            } catch (IllegalArgumentException e) {
                throw new UnsupportedException(String.valueOf(e.getMessage()));
            }
        }
        return new Ipv4Address(integer(value, "an address"));
    }
}
