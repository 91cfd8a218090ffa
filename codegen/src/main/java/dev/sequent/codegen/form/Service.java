package dev.sequent.codegen.form;

import java.util.List;
import java.util.Optional;

/**
 * What the world does for a machine: an effect, or a function of the runtime.
 *
 * @param outward each parameter as a number
 * @param answer of a function; empty for an effect
 */
public record Service(Symbol symbol, Doc doc, List<Variable> parameters, List<Value> outward, Optional<Answer> answer) {

    /** @param inward the answer, a number ({@link Value.Argument}), in its shape; a fault when it cannot be that */
    public record Answer(Shape shape, Value inward) {}
}
