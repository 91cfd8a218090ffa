package dev.sequent.codegen.form;

import java.util.List;

/**
 * What happens on a trigger in some states.
 *
 * @param entered whether it may be entered at one of its steps, which count from 1
 * @param routine runs the steps, and what stands between them
 * @param scratch locals that its steps share: they outlive its routines, but not the trigger
 */
public record HandlerForm(
        int index,
        TriggerForm trigger,
        List<Symbol> states,
        boolean entered,
        Routine routine,
        List<Step> steps,
        List<Field> scratch) {

    /**
     * A step.
     *
     * @param mayLeave whether it may end the handler; then each of its ends says so, or is {@link Instruction.GoOn}
     * @param routine called by the step's label
     */
    public record Step(boolean mayLeave, Routine routine) {}
}
