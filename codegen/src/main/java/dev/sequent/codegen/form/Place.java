package dev.sequent.codegen.form;

/** A field or variable that can be read, and within routines set. */
public sealed interface Place {

    /** A machine's own field. */
    record OfMachine(Subject of, Field field) implements Place {}

    /** A field that outlives the routine, but not the trigger: a handler's local, shared by its steps. */
    record OfScratch(int handler, Field field) implements Place {}

    /** A variable of the routine. */
    record OfVariable(Variable variable) implements Place {}

    /** A column of the row in the slot that a variable holds. */
    record OfRow(Subject of, TableForm table, Field column, Variable row) implements Place {}

    /** Whether the slot that a variable holds is in use. */
    record OfSlot(Subject of, TableForm table, Variable row) implements Place {}

    record OfMessage(Carrier message, Field field) implements Place {}

    /** A parameter, as a machine finds it. */
    record OfParameter(Subject of, Parameter parameter) implements Place {}

    /** A parameter, by its ordinal, among the parameters themselves. */
    record OfParameters(int index) implements Place {}
}
