package dev.sequent.codegen.form;

import dev.sequent.language.model.Span;
import java.util.List;
import java.util.Optional;

/**
 * A value to be computed, of one {@link Shape}: nothing is optional here, nothing converts by itself, and what can be a
 * fault says so and has the trace point at which it is one. Operands are evaluated from left to right.
 */
public sealed interface Value {

    // ------------------------------------------------------------ constants and places

    record Flag(boolean value) implements Value {}

    record Word(int value) implements Value {}

    record Number(long value) implements Value {}

    /** A constant of an enum: a word. */
    record Constant(Enumeration type, int ordinal) implements Value {}

    record Read(Place place) implements Value {}

    /** The time of the trigger: a number. */
    record Now(Subject of) implements Value {}

    /** An argument, in generic form: a number. @param index among the arguments */
    record Argument(int index) implements Value {}

    // ------------------------------------------------------------ questions: flags

    /** Whether the bit is set, or is not. @param name the field whose bit it is and the bit, where they are named */
    record HasBit(Value bits, long mask, Optional<Named> name, boolean set) implements Value {}

    /** A bit by its names. */
    record Named(Carrier message, Field field, String bit) {}

    /** Whether the machine is in the state, or is not. */
    record InState(Subject of, Symbol state, boolean in) implements Value {}

    /** Whether the timer is running, or is not. */
    record Running(Subject of, Symbol timer, boolean running) implements Value {}

    record Not(Value operand) implements Value {}

    /** The right operand is evaluated only when it matters. */
    record Logic(boolean and, Value left, Value right) implements Value {}

    /** Of two values of one shape, as signed numbers. */
    record Compare(Comparison op, Value left, Value right) implements Value {}

    enum Comparison {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE
    }

    // ------------------------------------------------------------ arithmetic

    /** Of two numbers: exact, as bounds show. Of two words: wraps. */
    record Arithmetic(Operator op, Value left, Value right) implements Value {}

    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER,
        SHIFT_LEFT,
        /** Fills up with the sign. */
        SHIFT_RIGHT
    }

    /** Of a number: exact, as bounds show. */
    record Negate(Value operand) implements Value {}

    /** Of numbers: by the runtime, a fault at the point where there is no exact result. */
    record Checked(Operation op, int point, List<Value> operands) implements Value {}

    enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER,
        SHIFT_LEFT,
        SHIFT_RIGHT,
        NEGATE,
        ABSOLUTE
    }

    /** The lesser or the greater of two. */
    record Extreme(boolean least, Order order, Value left, Value right) implements Value {}

    enum Order {
        NUMBERS,
        /** Of sequence numbers, words: the earlier, the later (RFC 9293, 3.4). */
        SEQUENCE
    }

    /** Of points in time, which may not be known exactly: by the runtime. */
    record OfTimes(Timing op, int point, List<Value> operands, String text) implements Value {}

    /** What can be asked of points in time; in brackets the operands. */
    enum Timing {
        /** (time, length), without a text. */
        ADD,
        /** (time, length), without a text. */
        SUBTRACT,
        /** (time, time): a length. */
        DIFFERENCE,
        /** (time, time), or (time, time, length) for their difference against a length: a word against 0. */
        ORDER,
        /** (length, time, time): a length against a difference, a word against 0. */
        ORDER_OF_LENGTH,
        /** (time, time), never a fault. */
        EARLIER,
        /** (time, time). */
        LATER,
        /** (time, now): when a timer is due. */
        DUE
    }

    record Choice(Value condition, Value then, Value otherwise) implements Value {}

    // ------------------------------------------------------------ from shape to shape

    /** A word as the number that it is when signed. */
    record Widen(Value word) implements Value {}

    /** A word as the number that it is without a sign. */
    record Unsigned(Value word) implements Value {}

    /** The low 32 bits of a number, as a word. */
    record Narrow(Value number) implements Value {}

    /** A flag as the number 0 or 1. */
    record Ordinal(Value flag) implements Value {}

    /** Whether the number is not 0. */
    record NotZero(Value number) implements Value {}

    // ------------------------------------------------------------ what must hold; else a fault at the point

    /** A number that must lie in 0 .. most. @param place for the fault's message @param point -1 for none */
    record InRange(int point, Value number, long most, String place) implements Value {}

    /** A number that must be 0 or 1, as a flag. */
    record Truth(int point, Value number, String place) implements Value {}

    /** A number that must be a sequence number, as a word. */
    record SequenceNumber(int point, Value number, String place) implements Value {}

    /** The value, if there is one. */
    record Present(int point, Value presence, Value value) implements Value {}

    // ------------------------------------------------------------ calls

    /** A function of the machine; of an optional result one part. */
    record Call(Subject of, Symbol function, Field.Part part, List<Value> arguments) implements Value {}

    /** A function of the runtime. */
    record Ask(Subject of, Symbol function, List<Value> arguments) implements Value {}

    /** A field that a message computes. */
    record Derived(Carrier message, Symbol field) implements Value {}

    // ------------------------------------------------------------ collections

    /** Ranges as a whole; only where they are asked something. */
    record TheRanges(Subject of, Storage.Ranges ranges) implements Value {}

    record OfRanges(Question question, Value ranges, List<Value> arguments) implements Value {}

    enum Question {
        /** A word. */
        COUNT,
        /** A word. */
        ROOM,
        /** (word): a flag. */
        COVERS,
        /** (word): a word. */
        END_OF_RUN,
        /** A number. */
        TOTAL
    }

    /** The start of the first or the end of the last range, a word; a fault at the point when there is none. */
    record Edge(boolean first, int point, Value ranges) implements Value {}

    /** How many slots are in use: a word. */
    record Rows(Subject of, TableForm table) implements Value {}

    // ------------------------------------------------------------ only in conditions of the checker: flags and ghosts

    record ChannelEmpty() implements Value {}

    /** What the checker keeps alongside a machine. @param signal of {@code TOLD} the signal's ordinal, else 0 */
    record Ghost(Kept kept, int peer, int signal) implements Value {}

    enum Kept {
        SENT,
        DELIVERED,
        FAITHFUL,
        INCARNATION,
        CRASHES,
        TOLD
    }

    /** The step is that call or event of the machine. */
    record StepCalls(Subject of, Symbol call) implements Value {}

    /** The step is that timeout of the machine. */
    record StepExpires(Subject of, Symbol timer) implements Value {}

    /** The step tells the user that. */
    record StepSignals(Subject of, Symbol signal) implements Value {}

    /** The step is the arrival of such a message. */
    record StepReceives(MessageForm message) implements Value {}

    /** The step sends such a message of which the condition holds, if there is one. */
    record StepSends(MessageForm message, Optional<Value> where, Span span) implements Value {}

    /** Whether the arriving message is forged, or whether it is stale. */
    record StepOrigin(boolean forged) implements Value {}
}
