package dev.sequent.codegen.form;

/**
 * One primitive with its own place. An optional has two: its value, and whether there is one; without one the value is
 * zero.
 *
 * @param name as the specification spells it; unique among the values, and among the presences, of its owner
 */
public record Field(String name, Part part, Shape shape) {

    /** Which part of the named thing it holds. */
    public enum Part {
        VALUE,
        /** A flag. */
        PRESENCE
    }
}
