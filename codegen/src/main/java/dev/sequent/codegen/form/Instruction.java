package dev.sequent.codegen.form;

import dev.sequent.language.model.Span;
import java.util.List;
import java.util.Optional;

/**
 * What a routine does, one thing after another. Anything after an instruction that always leaves has been removed.
 *
 * <p>{@code span} is the statement of the specification that is at work, or {@link Span#NONE}.
 */
public sealed interface Instruction {
    Span span();

    /** Reports that a place in the specification is passed. */
    record Trace(int point, Span span) implements Instruction {}

    /** Reports the point whose number is {@code first} plus the ordinal of the state. */
    record TraceState(int first, Span span) implements Instruction {}

    // ------------------------------------------------------------ places

    record Set(Place place, Value value, Span span) implements Instruction {}

    /** A variable begins. @param value empty when it is set further down */
    record Declare(Variable variable, Optional<Value> value, Span span) implements Instruction {}

    /** Computes a value only for the fault that this may cause. */
    record Evaluate(Value value, Span span) implements Instruction {}

    // ------------------------------------------------------------ branches and loops

    /** The first arm whose condition holds, or else the last block, if there is one. */
    record If(List<Arm> arms, Optional<Block> otherwise, Span span) implements Instruction {}

    /** @param span of the condition */
    record Arm(Value condition, List<Instruction> body, Span span) {}

    record Block(List<Instruction> body, Span span) {}

    /**
     * While the condition holds.
     *
     * @param reads whether the condition depends on anything
     * @param turns counts the iterations that are left; empty where the end is certain
     */
    record Loop(Value condition, boolean reads, Optional<Turns> turns, List<Instruction> body, Span span)
            implements Instruction {}

    /** One iteration less; a fault at the point when none is left. */
    record Turns(Variable left, int point) {}

    /** For each number from {@code from} to {@code to}, both included. @param last holds {@code to} */
    record Count(Variable counter, Value from, Variable last, Value to, List<Instruction> body, Span span)
            implements Instruction {}

    /** For each slot of the table, in use or not. */
    record EachSlot(Variable slot, TableForm table, List<Instruction> body, Span span) implements Instruction {}

    /** For each range, in order. @param index counts them */
    record EachRange(
            Variable index, Storage.Ranges ranges, Variable from, Variable to, List<Instruction> body, Span span)
            implements Instruction {}

    /** Ends the loop. */
    record Break(Span span) implements Instruction {}

    // ------------------------------------------------------------ collections

    /** The lowest slot that is free; a fault at the point when there is none. It is not in use before that is set. */
    record TakeSlot(Variable slot, TableForm table, int point, Span span) implements Instruction {}

    record NextSlot(Variable slot, Span span) implements Instruction {}

    /** A fault at the point when it does not fit. */
    record AddRange(Storage.Ranges ranges, Value from, Value to, int point, Span span) implements Instruction {}

    record CutRanges(Storage.Ranges ranges, Value below, Span span) implements Instruction {}

    record ClearRanges(Storage.Ranges ranges, Span span) implements Instruction {}

    // ------------------------------------------------------------ the machine and its world

    record SetState(Symbol state, Span span) implements Instruction {}

    /** Tells the runtime of the state. */
    record Entered(Symbol state, Span span) implements Instruction {}

    /** Stops every timer, forgets everything, and enters the initial state, without reporting it. */
    record Forget(Span span) implements Instruction {}

    /** Sets bits of the message about to be sent. @param more in addition to those already set */
    record SetBits(MessageForm message, Field field, List<String> bits, boolean more, Span span)
            implements Instruction {}

    /** Hands over the message about to be sent, and empties it. */
    record Send(MessageForm message, Span span) implements Instruction {}

    /** @param due a number */
    record StartTimer(Symbol timer, Value due, Span span) implements Instruction {}

    record StopTimer(Symbol timer, Span span) implements Instruction {}

    record Signal(Symbol signal, Span span) implements Instruction {}

    record Effect(Symbol effect, List<Value> arguments, Span span) implements Instruction {}

    record CallProcedure(Symbol procedure, List<Value> arguments, Span span) implements Instruction {}

    /** @param index of the machine's routine that runs before a message is sent */
    record CallBeforeSending(int index, Span span) implements Instruction {}

    /** A fault at the point when it does not hold. */
    record Assertion(int point, Value condition, String message, Span span) implements Instruction {}

    // ------------------------------------------------------------ steps of handlers

    /** Runs a step of the handler. @param mayLeave whether it may end the handler; if it does, so does this */
    record RunStep(int handler, String label, boolean mayLeave, Span span) implements Instruction {}

    /**
     * In a handler that may be entered at a step: what comes at or before that step is skipped.
     *
     * @param step the number of the last entry step with which it is still to be done; 0: only when the whole handler
     *     runs
     */
    record UpTo(int step, List<Instruction> body, Span span) implements Instruction {}

    // ------------------------------------------------------------ leaving

    /** Ends the handler. */
    record Leave(Result result, Span span) implements Instruction {}

    /** Ends the step, but not the handler. */
    record GoOn(Span span) implements Instruction {}

    /**
     * Ends the handler as another one does, of the same trigger and with the same arguments, entered at a step of it.
     */
    record ContinueAt(int handler, int step, Span span) implements Instruction {}

    /** Ends a procedure. */
    record Return(Span span) implements Instruction {}

    /** Ends a function. */
    record ReturnValue(Value value, Span span) implements Instruction {}

    /** A fault. */
    record Unreachable(int point, String reason, Span span) implements Instruction {}

    /** A fault: a function has come to its end without a value. */
    record NoValue(int point, String function, Span span) implements Instruction {}

    /** The result of a trigger. */
    sealed interface Result {
        record Done() implements Result {}

        record Drop() implements Result {}

        record Outcome(Symbol outcome) implements Result {}
    }
}
