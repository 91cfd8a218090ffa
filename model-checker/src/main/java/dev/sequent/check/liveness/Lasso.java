package dev.sequent.check.liveness;

/**
 * A run that breaks a formula.
 *
 * @param prefix ordinals of transitions from the initial state to where the loop begins, or into the trap
 * @param loop ordinals of the transitions that then repeat for ever; empty when the run rests there, and for a trap
 */
public record Lasso(Shape shape, int[] prefix, int[] loop) {
    public enum Shape {
        /** A cycle of at least one transition. */
        CYCLE,
        /** Nothing more happens, and nothing has to. */
        REST,
        /** From here on, what should be possible is not. */
        TRAP
    }
}
