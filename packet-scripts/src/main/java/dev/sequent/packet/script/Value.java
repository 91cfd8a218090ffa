package dev.sequent.packet.script;

import java.util.List;

/** An argument or a result of a system call. */
public sealed interface Value {

    /** {@code ...}: the tool knows what to supply, or does not look at it. */
    record Omitted() implements Value {}

    /** {@code ?}: whatever it is. */
    record Anything() implements Value {}

    /** @param hexadecimal how it is written */
    record Number(long value, boolean hexadecimal) implements Value {}

    /** A constant of C by its name. */
    record Symbol(String name) implements Value {}

    /** {@code A | B}. */
    record Or(List<Value> parts) implements Value {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** A string of C. @param continued whether dots follow it: what comes after it is not looked at */
    record Text(String text, boolean continued) implements Value {}

    /** {@code [1, 2]}: what a pointer points to. */
    record Array(List<Value> elements) implements Value {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** A structure of C. */
    record Struct(List<Field> fields) implements Value {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /** @param name a word, or {@code msg_iov(1)}: a function of the language; empty for a field without a name */
    record Field(String name, List<Value> of, Value value) {
        public Field {
            of = List.copyOf(of);
        }
    }

    /** {@code htons(80)}, {@code inet_addr("192.0.2.1")}. */
    record Function(String name, List<Value> arguments) implements Value {
        public Function {
            arguments = List.copyOf(arguments);
        }
    }

    Value OMITTED = new Omitted();

    static Value of(long number) {
        return new Number(number, false);
    }
}
