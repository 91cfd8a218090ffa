package dev.sequent.codegen.form;

import java.util.List;

/**
 * Instructions with a name.
 *
 * @param name as the specification spells it, or what stands for it
 * @param parameters an optional one counts as two
 */
public record Routine(String name, Doc doc, List<Variable> parameters, List<Instruction> body) {}
