package dev.sequent.language.model;

import java.util.List;
import java.util.Optional;

/** An expression, typed. Evaluation has no effect and always ends. */
public sealed interface Expr {
    Type type();

    Span span();

    /** What is either true or false, whatever it is about. */
    sealed interface Proposition extends Expr {
        @Override
        default Type type() {
            return Type.BOOL;
        }
    }

    /** A question about a step; only in properties of steps. */
    sealed interface OfStep extends Proposition {}

    /** A field of some message. */
    sealed interface OfField extends Expr {
        MessageType.Field field();

        @Override
        default Type type() {
            return field().type();
        }
    }

    /**
     * A literal in the generic form of {@link Type}: integers, durations (ns), bools, enum constants, sequence numbers.
     */
    record Literal(long value, Type type, Span span) implements Expr {}

    /** The absent optional value; {@code type} is {@link Type.Optional}. */
    record None(Type type, Span span) implements Expr {}

    record Now(Span span) implements Expr {
        @Override
        public Type type() {
            return Type.TIME;
        }
    }

    record ParamRef(Protocol.Param param, Span span) implements Expr {
        @Override
        public Type type() {
            return param.type();
        }
    }

    /** A variable of the machine; of type optional when the variable is. */
    record VariableRef(MachineType.Variable variable, Span span) implements Expr {
        @Override
        public Type type() {
            return variable.type();
        }
    }

    record LocalRef(Local local, Span span) implements Expr {
        @Override
        public Type type() {
            return local.type();
        }
    }

    /** A field of the arriving message, or, when {@code outgoing}, of the one about to be sent ({@code OUT.}). */
    record FieldRef(MessageType message, MessageType.Field field, boolean outgoing, Span span) implements OfField {}

    record DerivedRef(MessageType message, MessageType.Derived derived, boolean outgoing, Span span) implements Expr {
        @Override
        public Type type() {
            return derived.type();
        }
    }

    /** A field of the message itself, inside the value of a derived field. */
    record OwnField(MessageType.Field field, Span span) implements OfField {}

    /** A column of the row that {@code row} (a local of type {@link Type.Row}) stands for. */
    record ColumnRef(Local row, MachineType.Table.Column column, Span span) implements Expr {
        @Override
        public Type type() {
            return column.type();
        }
    }

    /** Is the named bit set in {@code bits} (a bits field of a message)? {@code mask} has that one bit. */
    record HasBit(Expr bits, String bit, long mask, Span span) implements Proposition {}

    /** {@code x present}: {@code value} is of type optional. */
    record Present(Expr value, Span span) implements Proposition {}

    /**
     * The value inside an optional; a fault when there is none. Inserted by the checker where a plain value is
     * required.
     */
    record Unwrap(Expr value, Type type, Span span) implements Expr {}

    /** A plain value where an optional is required. */
    record Wrap(Expr value, Type type, Span span) implements Expr {}

    record InState(List<MachineType.State> states, Span span) implements Proposition {}

    record Running(MachineType.Timer timer, Span span) implements Proposition {}

    record Not(Expr operand, Span span) implements Proposition {}

    /** {@code and}, {@code or}, {@code implies}: short-circuit. */
    record Logic(Op op, Expr left, Expr right, Span span) implements Proposition {
        public enum Op {
            AND,
            OR,
            IMPLIES
        }
    }

    /**
     * A comparison; both operands have the same type after coercion. On {@link Type.Seq}, {@code a < b} is {@code (int)
     * (b - a) > 0} (RFC 9293, 3.4) and {@code a > b} is {@code b < a}: of two numbers exactly half the space apart,
     * neither comes first. A chain {@code a <= b < c} arrives here as an AND of two.
     */
    record Compare(Op op, Expr left, Expr right, Span span) implements Proposition {
        public enum Op {
            EQ,
            NE,
            LT,
            LE,
            GT,
            GE
        }
    }

    /** Negation of an int or duration. */
    record Negate(Expr operand, Type type, Span span) implements Expr {}

    /**
     * Arithmetic. On integers exact in 64 bits (overflow is a fault); division truncates, by zero is a fault; shifts
     * take a count of 0 .. 63. {@code seq + int -> seq} and {@code seq - int -> seq} wrap at 2^32; {@code seq - seq ->
     * u32} is the distance modulo 2^32. {@code duration +- duration}, {@code duration * int}, {@code duration / int ->
     * duration}, {@code duration / duration -> int}, {@code time +- duration -> time}, {@code time - time -> duration}.
     */
    record Arithmetic(Op op, Expr left, Expr right, Type type, Span span) implements Expr {
        public enum Op {
            ADD,
            SUB,
            MUL,
            DIV,
            MOD,
            SHL,
            SHR
        }
    }

    record Conditional(Expr condition, Expr then, Expr otherwise, Type type, Span span) implements Expr {}

    record CallFunction(MachineType.Function function, List<Expr> arguments, Span span) implements Expr {
        @Override
        public Type type() {
            return function.type();
        }
    }

    record CallExtern(Protocol.Extern function, List<Expr> arguments, Span span) implements Expr {
        @Override
        public Type type() {
            return function.type();
        }
    }

    /** A function of the language itself. */
    record CallBuiltin(Builtin builtin, List<Expr> arguments, Type type, Span span) implements Expr {}

    /** See {@code LANGUAGE.md}, "Built-in functions". */
    enum Builtin {
        /** Of two or more integers, durations, times, or sequence numbers (then modular). */
        MIN,
        MAX,
        /** Of an int or duration. */
        ABS,
        /** bool to int: 0 or 1. */
        ORD,
        /** seq to u32, u32 to seq: the same 32 bits, for mixing into functions of the runtime. */
        NUMBER,
        SEQUENCE,
        /** duration to int, in units of the second argument (a duration); int division. */
        COUNT_OF,
        /** ranges: how many. table: how many rows. */
        COUNT,
        /** table or ranges: how many more fit. */
        ROOM,
        /** {@code covers(ranges, seq)}. */
        COVERS,
        /** {@code end-of-run(ranges, seq)}: the end of the range that covers it, or the sequence number itself. */
        END_OF_RUN,
        /**
         * {@code first(ranges)}, {@code last(ranges)}: start of the first, end of the last range; a fault when empty.
         */
        FIRST,
        LAST,
        /** {@code total(ranges)}: the number of sequence numbers covered. */
        TOTAL
    }

    /** A table as the argument of a built-in (a ranges variable is a {@link VariableRef}). */
    record TableRef(MachineType.Table table, Span span) implements Expr {
        @Override
        public Type type() {
            return new Type.Row(table);
        }
    }

    // ------------------------------------------------------------ only in properties, scenarios

    /** {@code expr} evaluated in the machine of that peer. */
    record OfPeer(int peer, String peerName, Expr expr, Span span) implements Expr {
        @Override
        public Type type() {
            return expr.type();
        }
    }

    record ChannelEmpty(Span span) implements Proposition {}

    /** What the checker keeps alongside a machine, see {@code LANGUAGE.md}, "Ghosts". */
    record Ghost(Kind kind, int peer, String peerName, Optional<MachineType.Signal> signal, Type type, Span span)
            implements Expr {
        public enum Kind {
            /** Octets that the user has handed over in the present incarnation. */
            SENT,
            /** Octets that the user has been given in the present incarnation. */
            DELIVERED,
            /** Whether those were, in order and each once, octets of one incarnation of the other peer. */
            FAITHFUL,
            /** How often the machine has left its initial state. */
            INCARNATION,
            /** How often the peer has crashed. */
            CRASHES,
            /** Whether the user has been told {@code signal} in the present incarnation. */
            TOLD
        }
    }

    // ------------------------------------------------------------ only in properties of steps

    /** {@code expr} as it was before the step. */
    record Old(Expr expr, Span span) implements Expr {
        @Override
        public Type type() {
            return expr.type();
        }
    }

    /** The step sends a message of that kind for which {@code where} holds; there it is the outgoing one. */
    record Sends(MessageType message, Expr where, Span span) implements OfStep {}

    /** The step is the arrival of such a message, and {@code where} holds; there it is the arriving one. */
    record Receives(MessageType message, Expr where, Span span) implements OfStep {}

    /** The step is this call or event, and {@code where} holds; there its parameters are what it was given. */
    record Calls(MachineType.Trigger.Call call, Expr where, Span span) implements OfStep {}

    /** The step is this timeout. */
    record Expires(MachineType.Timer timer, Span span) implements OfStep {}

    /** The step tells the user this. */
    record Signals(MachineType.Signal signal, Span span) implements OfStep {}

    /** Where the arriving message comes from. */
    record Origin(Kind kind, Span span) implements OfStep {
        public enum Kind {
            /** From an attacker. */
            FORGED,
            /** From an earlier incarnation of the other peer, or from before the scenario. */
            STALE
        }
    }
}
