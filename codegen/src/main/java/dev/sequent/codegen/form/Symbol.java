package dev.sequent.codegen.form;

/**
 * Something that is identified by its ordinal among its kind: a state, timer, signal, outcome, effect, call, function,
 * procedure.
 *
 * @param name as the specification spells it
 * @param doc its own words about itself; may be empty
 */
public record Symbol(int index, String name, String doc) {}
