package dev.sequent.language.model;

import java.util.List;

/**
 * The types of the language. Every scalar value is one {@code long} wherever values are handled generically: bool 0/1;
 * unsigned integers and {@link Seq} zero-extended; duration and time in nanoseconds; enums by ordinal.
 */
public sealed interface Type {
    Type BOOL = new Bool();
    Type U8 = new UInt(8);
    Type U16 = new UInt(16);
    Type U32 = new UInt(32);
    Type U64 = new UInt(64);
    Type INT = new Int();
    Type SEQ = new Seq();
    Type DURATION = new Duration();
    Type TIME = new Time();

    /** The type's name as the language writes it. */
    String name();

    record Bool() implements Type {
        @Override
        public String name() {
            return "bool";
        }
    }

    /**
     * Unsigned integer of 8, 16, 32 or 64 bits ({@code u64} holds 0 .. 2^63-1). Arithmetic is done exactly, as
     * {@link Int}; storing a value outside the range is a fault.
     */
    record UInt(int bits) implements Type {
        @Override
        public String name() {
            return "u" + bits;
        }

        public long max() {
            return bits == 64 ? Long.MAX_VALUE : (1L << bits) - 1;
        }
    }

    /** Signed 64-bit integer: the type of every arithmetic expression over integers. */
    record Int() implements Type {
        @Override
        public String name() {
            return "int";
        }
    }

    /** A sequence number: 32 bits, modular comparison (RFC 9293, 3.4), {@code seq - seq} is a {@code u32} distance. */
    record Seq() implements Type {
        @Override
        public String name() {
            return "seq";
        }
    }

    /** A length of time, signed nanoseconds. */
    record Duration() implements Type {
        @Override
        public String name() {
            return "duration";
        }
    }

    /** A point in time, nanoseconds of the machine's clock. */
    record Time() implements Type {
        @Override
        public String name() {
            return "time";
        }
    }

    record Enum(String name, List<String> constants) implements Type {}

    /** A set of at most {@code capacity} disjoint, non-adjacent, half-open ranges of sequence space, in order. */
    record Ranges(int capacity) implements Type {
        @Override
        public String name() {
            return "ranges[" + capacity + "]";
        }
    }

    /** A value or none. {@code of} is never itself optional, nor ranges. */
    record Optional(Type of) implements Type {
        @Override
        public String name() {
            return of.name() + "?";
        }
    }

    /** The type of a row variable in {@code find}, {@code for each}: a row of the table. */
    record Row(MachineType.Table table) implements Type {
        @Override
        public String name() {
            return "row of " + table.name();
        }
    }

    default boolean integral() {
        return this instanceof UInt || this instanceof Int;
    }
}
