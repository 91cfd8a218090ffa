package dev.sequent.codegen.form;

/**
 * A parameter or local variable of a routine.
 *
 * @param number unique within the routine
 * @param name as the specification spells it; several variables of a routine may be called the same
 */
public record Variable(int number, String name, Field.Part part, Shape shape) {}
