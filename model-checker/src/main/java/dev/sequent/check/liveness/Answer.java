package dev.sequent.check.liveness;

/** What is known about a formula. */
public sealed interface Answer {
    /** Of every fair run of the whole space. */
    record Holds() implements Answer {}

    record Violated(Lasso lasso) implements Answer {}

    /** It holds because its premise is never true. */
    record Vacuous() implements Answer {}

    /** No run that breaks it was found, but not all were seen. @param why in words */
    record Unknown(String why) implements Answer {}
}
