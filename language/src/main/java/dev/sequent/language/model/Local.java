package dev.sequent.language.model;

/**
 * A parameter of a function, procedure, call, event or effect, or a local value.
 *
 * @param index unique within its routine; parameters come first, in order
 * @param mutable declared with {@code var}
 */
public record Local(int index, String name, Type type, boolean mutable, Span span) {}
