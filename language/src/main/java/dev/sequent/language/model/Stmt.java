package dev.sequent.language.model;

import java.util.List;
import java.util.Optional;

/** A statement. */
public sealed interface Stmt {
    Span span();

    /** {@code target := value}; the value is coerced to the target's type; out of its range is a fault. */
    record Assign(Target target, Expr value, Span span) implements Stmt {}

    sealed interface Target {
        Type type();

        record OfVariable(MachineType.Variable variable) implements Target {
            @Override
            public Type type() {
                return variable.type();
            }
        }

        record OfLocal(Local local) implements Target {
            @Override
            public Type type() {
                return local.type();
            }
        }

        /** A field of the message about to be sent. */
        record OfOutgoing(MessageType message, MessageType.Field field) implements Target {
            @Override
            public Type type() {
                return field.type();
            }
        }

        record OfColumn(Local row, MachineType.Table.Column column) implements Target {
            @Override
            public Type type() {
                return column.type();
            }
        }
    }

    record GoTo(MachineType.State state, Span span) implements Stmt {}

    /** Fields not named are zero or none. Evaluated in order, then {@code before sending} runs, then it is sent. */
    record Send(MessageType message, List<FieldValue> values, Span span) implements Stmt {}

    sealed interface FieldValue {
        /** {@code condition} is empty when unconditional; otherwise the field is left zero or none when it is false. */
        record Scalar(MessageType.Field field, Expr value, Optional<Expr> condition) implements FieldValue {}

        record Bits(MessageType.Field field, List<Bit> bits) implements FieldValue {}

        record Bit(String name, long mask, Optional<Expr> condition) {}
    }

    /** {@code at} is of type time; {@code start T after d} arrives as {@code now + d}. Restarts a running timer. */
    record StartTimer(MachineType.Timer timer, Expr at, Span span) implements Stmt {}

    record StopTimer(MachineType.Timer timer, Span span) implements Stmt {}

    record RaiseSignal(MachineType.Signal signal, Span span) implements Stmt {}

    record CallEffect(MachineType.Effect effect, List<Expr> arguments, Span span) implements Stmt {}

    record CallProcedure(MachineType.Procedure procedure, List<Expr> arguments, Span span) implements Stmt {}

    /** {@code let} and {@code var}. */
    record Declare(Local local, Expr value, Span span) implements Stmt {}

    record If(Expr condition, List<Stmt> then, List<Stmt> otherwise, Span span) implements Stmt {}

    /** {@code in A, B { ... }}: kept apart from {@link If} for its spelling. */
    record InStates(List<MachineType.State> states, List<Stmt> body, Span span) implements Stmt {}

    /**
     * A named step of a handler.
     *
     * @param label for instance {@code first}
     * @param title for instance {@code check sequence number}
     */
    record Step(String label, String title, List<Stmt> body, List<Citation> citations, Span span) implements Stmt {}

    /**
     * Leaves this handler and goes on at a step of the handler of the same trigger in {@code state}, then ends with it.
     */
    record ContinueAt(String label, MachineType.State state, Span span) implements Stmt {}

    /** A loop; more than {@code most} turns is a fault. */
    record While(Expr condition, Expr most, List<Stmt> body, Span span) implements Stmt {}

    /** {@code for i from a to b}: both ends included, {@code i} immutable, nothing when a > b. */
    record ForRange(Local counter, Expr from, Expr to, List<Stmt> body, Span span) implements Stmt {}

    /** {@code for each a .. b in R}: over a copy-free walk in order; the body may not change R. */
    record ForEachRange(Local from, Local to, MachineType.Variable ranges, List<Stmt> body, Span span)
            implements Stmt {}

    /** In slot order; the body may remove the current row, but not insert. {@code where} is true when absent. */
    record ForEachRow(Local row, MachineType.Table table, Optional<Expr> where, List<Stmt> body, Span span)
            implements Stmt {}

    /** The first row in slot order that satisfies the condition. */
    record FindRow(Local row, MachineType.Table table, Expr where, List<Stmt> found, List<Stmt> otherwise, Span span)
            implements Stmt {}

    /** A fault when the table is full. Columns not named are zero. */
    record InsertRow(MachineType.Table table, List<ColumnValue> values, Span span) implements Stmt {
        public record ColumnValue(MachineType.Table.Column column, Expr value) {}
    }

    record RemoveRow(Local row, Span span) implements Stmt {}

    /** Adds {@code from .. to} (half-open), merging; nothing when empty; a fault when it does not fit (see ROOM). */
    record AddRange(MachineType.Variable ranges, Expr from, Expr to, Span span) implements Stmt {}

    record CutRanges(MachineType.Variable ranges, Expr below, Span span) implements Stmt {}

    /** Empties a ranges variable. */
    record ClearRanges(MachineType.Variable ranges, Span span) implements Stmt {}

    record ClearTable(MachineType.Table table, Span span) implements Stmt {}

    /**
     * Stops every running timer, gives every variable its initial value, empties tables, enters a state.
     *
     * @param state empty: the initial one
     */
    record DeleteTcb(Optional<MachineType.State> state, Span span) implements Stmt {}

    /** In a user call's handler: {@code return OUTCOME}. Leaves the handler. */
    record ReturnOutcome(MachineType.Outcome outcome, Span span) implements Stmt {}

    /** In a function. */
    record ReturnValue(Expr value, Span span) implements Stmt {}

    /** In a procedure. */
    record ReturnNothing(Span span) implements Stmt {}

    /** Leaves the handler; the message is discarded. */
    record Drop(Span span) implements Stmt {}

    /** Leaves the handler. */
    record Done(Span span) implements Stmt {}

    /** A fault when false. */
    record Assertion(Expr condition, String message, Span span) implements Stmt {}

    /** A fault when reached. Alone in its block, which is thereby declared never to be taken. */
    record Unreachable(String reason, Span span) implements Stmt {
        /** Whether a block is declared never to be taken. */
        public static boolean declared(List<Stmt> block) {
            return block.size() == 1 && block.getFirst() instanceof Unreachable;
        }
    }
}
