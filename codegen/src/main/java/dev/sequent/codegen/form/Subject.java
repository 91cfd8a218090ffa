package dev.sequent.codegen.form;

/** The machine that a value refers to. */
public sealed interface Subject {
    Subject SELF = new Self();
    Subject BEFORE = new Before();

    /** The one to which the routine belongs. */
    record Self() implements Subject {}

    /** One of those that a condition is about; in a condition on a step: the one that takes it, after it. */
    record Peer(int index) implements Subject {}

    /** In a condition on a step: the one that takes it, as it was before. */
    record Before() implements Subject {}
}
